"""What a call tells the one who made or took it. The last event of a call is Rejected, Cancelled or Ended."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Progress:
    """A provisional answer; with `sdp` the far side may already be heard (early media)."""

    status: int
    sdp: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The call we made was answered. `sdp` may be that of the early media, if the 200 had none, or empty."""

    sdp: bytes


@dataclass(frozen=True, slots=True)
class Rejected:
    """The call we made did not come about. `local` means that nobody said so: we gave up waiting or could not send."""

    status: int
    reason: str
    q850_cause: int = 0
    local: bool = False


@dataclass(frozen=True, slots=True)
class Confirmed:
    """The acknowledgement of our 200 came: an incoming call is talking. `sdp` only if the answer came this late."""

    sdp: bytes | None = None


@dataclass(frozen=True, slots=True)
class Cancelled:
    """The caller gave up before we answered."""

    q850_cause: int = 0


@dataclass(frozen=True, slots=True)
class Digit:
    """A key pressed, told by SIP INFO."""

    digit: str


@dataclass(frozen=True, slots=True)
class MediaChanged:
    """The far side offered other media (hold, another address); it has been answered already."""

    sdp: bytes


@dataclass(frozen=True, slots=True)
class ChangeAccepted:
    """The far side's answer to other media that we offered."""

    sdp: bytes


@dataclass(frozen=True, slots=True)
class ChangeRefused:
    """The far side does not take the media that we offered; the call goes on with those before."""

    status: int


@dataclass(frozen=True, slots=True)
class Ended:
    """A call that was talking is over. `error` means that the far side was lost."""

    by: Literal["far", "near", "error"]
    q850_cause: int = 0


CallEvent = (
    Progress
    | Answered
    | Rejected
    | Confirmed
    | Cancelled
    | Digit
    | MediaChanged
    | ChangeAccepted
    | ChangeRefused
    | Ended
)
LAST = (Rejected, Cancelled, Ended)


class Mailbox:
    """Events waiting for their one reader."""

    __slots__ = ("_closed", "_events", "_reader")

    def __init__(self) -> None:
        self._events: deque[CallEvent] = deque()
        self._reader: asyncio.Future[None] | None = None
        self._closed = False

    def put(self, event: CallEvent) -> None:
        if self._closed:
            return
        self._closed = isinstance(event, LAST)
        self._events.append(event)
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    def drain(self) -> list[CallEvent]:
        """Everything that has come so far, without waiting."""
        events = list(self._events)
        self._events.clear()
        return events

    async def read(self) -> AsyncIterator[CallEvent]:
        while True:
            while self._events:
                yield self._events.popleft()
            if self._closed:
                return
            self._reader = asyncio.get_running_loop().create_future()
            await self._reader
