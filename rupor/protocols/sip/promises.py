"""Provisional answers that must arrive (RFC 3262, asked side): numbered, one at a time, repeated until their PRACK."""

import re
import secrets
from collections import deque
from collections.abc import Callable
from typing import NamedTuple

from rupor.protocols.sip.message import Headers, Request, Response
from rupor.protocols.sip.switchboard import Switchboard
from rupor.protocols.sip.transactions.layer import Received

TAG = "100rel"

_NUMBER = re.compile(r"\d{1,10}")
_RACK = re.compile(r"(\d{1,10})\s+(\d{1,10})\s+(\S+)")


class Provisional(NamedTuple):
    status: int
    extra: Headers
    body: bytes


class Promises:
    """`on_clear` is told when nothing waits any more, `on_lost` when a promise was repeated in vain."""

    def __init__(
        self,
        *,
        board: Switchboard,
        received: Received,
        local_tag: str,
        on_clear: Callable[[], None],
        on_lost: Callable[[], None],
    ) -> None:
        self._board = board
        self._received = received
        self._local_tag = local_tag
        self._on_clear = on_clear
        self._on_lost = on_lost
        self._queue: deque[Provisional] = deque()
        self._number = secrets.randbelow(2**30) + 1
        self._current: Response | None = None

    @property
    def waiting(self) -> bool:
        """Something that was sent is not acknowledged yet."""
        return self._current is not None

    def send(self, provisional: Provisional) -> None:
        """At once, or after those before it were acknowledged."""
        self._queue.append(provisional)
        self._next()

    def acknowledged(self, prack: Request) -> bool:
        """True for the PRACK of what waits now."""
        found = _RACK.fullmatch(prack.first("rack"))
        awaited = (self._number, self._received.request.cseq.number, "INVITE")
        if self._current is None or found is None:
            return False
        return (int(found.group(1)), int(found.group(2)), found.group(3)) == awaited

    def go_on(self) -> None:
        """The PRACK was answered: what waited behind may go."""
        self._current = None
        self._next()
        if self._current is None:
            self._on_clear()

    def stop(self) -> None:
        self._queue.clear()
        self._current = None

    def _next(self) -> None:
        if self._current is not None or not self._queue:
            return
        status, extra, body = self._queue.popleft()
        self._number += 1
        fields: Headers = {**extra, "require": [TAG], "rseq": [str(self._number)]}
        self._current = self._board.answer(
            self._received, status=status, local_tag=self._local_tag, extra=fields, body=body
        )
        timing = self._board.timing
        self._board.wheel.after(timing.t1_seconds, self._again, self._current, timing.t1_seconds, 0.0)

    def _again(self, response: Response, pause: float, passed: float) -> None:
        if self._current is not response:
            return
        passed += pause
        patience = self._board.timing.patience_seconds
        if passed >= patience:
            self.stop()
            self._on_lost()
            return
        self._board.transactions.answer(self._received, response)
        following = min(2 * pause, patience - passed)
        self._board.wheel.after(following, self._again, response, following, passed)


def number_of(response: Response) -> int | None:
    """The RSeq of a provisional answer that wants a PRACK; None when it wants none."""
    if TAG not in (value.lower() for value in response.values("require")):
        return None
    return int(response.first("rseq")) if _NUMBER.fullmatch(response.first("rseq")) else None
