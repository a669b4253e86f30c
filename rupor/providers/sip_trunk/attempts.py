"""One call that may go several ways: a trunk that is silent or overloaded is passed over before anything rang.

To the leg it looks like a single call. The one that was passed over ends by itself: what it still answers is hung up.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

import structlog

from rupor.protocols.sip.events import LAST, CallEvent, Rejected
from rupor.protocols.sip.outgoing import OutgoingCall
from rupor.providers.sip_trunk.far_end import FarEnd

# A far end that says nothing at all for so long, not even that it tries, is not waited for while another may do.
SILENT_SECONDS = 4.0
PASSED_OVER = frozenset({408, 500, 502, 503, 504})

log = structlog.get_logger(__name__)


class Attempts:
    """Begins at once by the first way. `begin` makes the call of a way; the loads of the ways are counted here."""

    def __init__(self, *, ways: Sequence[FarEnd], begin: Callable[[FarEnd], OutgoingCall]) -> None:
        self._ways = list(ways)
        self._begin = begin
        self._loop = asyncio.get_running_loop()
        self._rang = self._left = False
        self._heard: asyncio.Queue[tuple[OutgoingCall, CallEvent]] = asyncio.Queue()
        self._pumps: set[asyncio.Task[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._start()

    @property
    def trunk(self) -> str:
        """The name of the trunk that carries the call, or did."""
        return self._way.spec.name

    @property
    def way(self) -> FarEnd:
        """The trunk that carries the call, or did."""
        return self._way

    @property
    def call(self) -> OutgoingCall:
        """The call as it stands now."""
        return self._call

    @property
    def local_sdp(self) -> bytes:
        """What we told the far side of our sound."""
        return self._call.local_sdp

    async def events(self) -> AsyncIterator[CallEvent]:
        """What happens to the call, up to and including its last event. One reader only."""
        try:
            while True:
                call, event = await self._heard.get()
                if call is not self._call:
                    continue
                if isinstance(event, Rejected) and self._passes_over(event):
                    continue
                self._rang = True
                yield event
                if isinstance(event, LAST):
                    return
        finally:
            self._stop_timer()
            self._way.load.end()

    def hang_up(self, *, q850_cause: int = 16) -> None:
        """Ends the call, whatever stage it is in; no other way is tried any more."""
        self._left = True
        self._stop_timer()
        self._call.hang_up(q850_cause=q850_cause)

    def _start(self) -> None:
        self._way = self._ways.pop(0)
        self._way.load.begin(at=self._loop.time())
        self._call = self._begin(self._way)
        pump = self._loop.create_task(self._pump(self._call))
        self._pumps.add(pump)
        pump.add_done_callback(self._pumps.discard)
        if self._ways:
            self._timer = self._loop.call_later(SILENT_SECONDS, self._pass_over_silent)

    async def _pump(self, call: OutgoingCall) -> None:
        async for event in call.events():
            self._heard.put_nowait((call, event))

    def _passes_over(self, event: Rejected) -> bool:
        if self._rang or self._left or event.status not in PASSED_OVER:
            return False
        if event.local:
            self._way.lose(f"INVITE: {event.reason}")
        return self._goes_on()

    def _pass_over_silent(self) -> None:
        passed = self._call
        if not passed.was_heard and self._goes_on():
            passed.cancel()

    def _goes_on(self) -> bool:
        """Whether another way was found; the call goes by it."""
        now = self._loop.time()
        self._ways = [way for way in self._ways if way.usable and way.load.has_room(at=now)]
        if not self._ways:
            return False
        self._stop_timer()
        self._way.load.end()
        self._way.check_in_background()
        log.info("trunk_passed_over", trunk=self._way.spec.name, next=self._ways[0].spec.name)
        self._start()
        return True

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
