"""Session timers (RFC 4028): who must speak of a call now and then, how often, and when the far side counts as gone.

Reading and writing of the fields is pure; `SessionTimer` only counts the seconds.
"""

import re
from collections.abc import Callable
from typing import NamedTuple

from rupor.protocols.sip.message import Headers, Message, Request, Response
from rupor.protocols.sip.wheel import Wheel

TAG = "timer"
# Calls are short and many: nobody is remembered much longer than this after the end only because a timer still runs.
LOOK_SECONDS = 16.0
# A session is ended so long before it expires, or a third of its time when that is less (§10).
MARGIN_SECONDS = 32.0

_SECONDS = re.compile(r"\s*(\d{1,9})\s*(?:;(.*))?", re.DOTALL)
_REFRESHER = re.compile(r"(?:^|;)\s*refresher\s*=\s*(uac|uas)\s*(?=;|$)", re.IGNORECASE)


class Terms(NamedTuple):
    """What was agreed: `ours` tells that we refresh."""

    seconds: int
    ours: bool


class Wish(NamedTuple):
    """A Session-Expires field; `refresher` is empty when the choice is left to the one who answers."""

    seconds: int
    refresher: str


def wish_of(message: Message) -> Wish | None:
    """None when the field is absent or cannot be read, which means the same."""
    found = _SECONDS.fullmatch(message.first("session-expires"))
    if found is None:
        return None
    refresher = _REFRESHER.search(found.group(2) or "")
    return Wish(int(found.group(1)), refresher.group(1).lower() if refresher else "")


def least_of(message: Message) -> int:
    """Seconds of the Min-SE field, 0 without one."""
    found = _SECONDS.fullmatch(message.first("min-se"))
    return int(found.group(1)) if found else 0


def asking(*, seconds: int, least_seconds: int, refresher: str = "") -> Headers:
    """The fields of a request of ours; none when sessions are not timed (0 seconds)."""
    if not seconds:
        return {}
    suffix = f";refresher={refresher}" if refresher else ""
    return {"session-expires": [f"{seconds}{suffix}"], "min-se": [str(least_seconds)]}


def is_too_brief(request: Message, *, least_seconds: int) -> bool:
    """Whether a 422 is due: only callers who know timers understand it (§9)."""
    wish = wish_of(request)
    return wish is not None and wish.seconds < least_seconds and TAG in request.values("supported")


def answering(request: Message, *, wanted_seconds: int, least_seconds: int) -> tuple[Headers, Terms | None]:
    """The fields of our 2xx and what is thereby agreed; the asking side refreshes unless it wants otherwise (§9)."""
    wish = wish_of(request)
    if wish is None:
        return {}, None
    lowest = max(least_of(request), least_seconds)
    seconds = max(min(wish.seconds, wanted_seconds or wish.seconds), lowest)
    knows = TAG in request.values("supported")
    refresher = (wish.refresher or "uac") if knows else "uas"
    fields: Headers = {"session-expires": [f"{seconds};refresher={refresher}"]}
    if refresher == "uac":
        fields["require"] = [TAG]
    return fields, Terms(seconds, refresher == "uas")


def agreed(response: Message) -> Terms | None:
    """What a 2xx to our own request agrees to; None: the session never expires (§7.2)."""
    wish = wish_of(response)
    return Terms(wish.seconds, wish.refresher != "uas") if wish is not None and wish.seconds else None


def longer(request: Request, *, refused: Response, number: int) -> Request | None:
    """The request again with the interval that a 422 asks for, as a new one; None where that would be nothing new."""
    wish, least = wish_of(request), least_of(refused)
    if refused.status != 422 or wish is None or least <= wish.seconds:
        return None
    headers = {name: list(lines) for name, lines in request.headers.items() if name != "via"}
    headers["cseq"] = [f"{number} {request.method}"]
    headers.update(asking(seconds=least, least_seconds=least, refresher=wish.refresher))
    return Request(method=request.method, uri=request.uri, headers=headers, body=request.body)


class SessionTimer:
    """Counts to the instant when we must refresh, or when the far side has failed to."""

    __slots__ = ("_left_seconds", "_on_due", "_running", "_wheel")

    def __init__(self, *, wheel: Wheel, seconds: float, on_due: Callable[[], None]) -> None:
        self._wheel = wheel
        self._left_seconds = seconds
        self._on_due = on_due
        self._running = True
        self._wait()

    def stop(self) -> None:
        """The wheel keeps the timer for a while; it must not keep the call."""
        self._running = False
        self._on_due = _nothing

    def _wait(self) -> None:
        pause = min(LOOK_SECONDS, self._left_seconds)
        self._left_seconds -= pause
        self._wheel.after(pause, self._look)

    def _look(self) -> None:
        if not self._running:
            return
        if self._left_seconds > 0:
            self._wait()
            return
        self._running = False
        self._on_due()


def _nothing() -> None:
    """What is left of a timer that was stopped."""


def patience_seconds(seconds: int) -> float:
    """How long the refreshes of the far side may stay away."""
    return seconds - min(MARGIN_SECONDS, seconds / 3)
