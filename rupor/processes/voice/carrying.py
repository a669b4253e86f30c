"""What the gateway does with one order from the bus: prepare, take, call, tell; and what it does when it cannot."""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import structlog

from rupor.engine import legs, ports
from rupor.engine.trunks import TrunkState
from rupor.kit import clock, errors
from rupor.media import Prompt
from rupor.processes.voice import readiness
from rupor.processes.voice.call_runner import CallRunner
from rupor.processes.voice.ears import Ears, judge
from rupor.processes.voice.facts import CallFacts, Sink
from rupor.processes.voice.readiness import Ready
from rupor.processes.voice.sounds import Sounds
from rupor.processes.voice.vocabularies import Vocabularies

GIVE_BACK_SECONDS = 5.0
FULL_SECONDS = 1.0  # trunks that are full now may have a channel very soon
KEEP_EVERY_SECONDS = 20.0

log = structlog.get_logger(__name__)

Dial = Callable[[], legs.CallLeg[Prompt]]


class Offer(Protocol):
    """An order that may still go to another gateway (`rupor.processes.gateway.taking`)."""

    @property
    def order(self) -> ports.CallOrder: ...
    async def take(self) -> bool: ...
    async def keep(self) -> None: ...
    async def give_back(self, *, delay_seconds: float = 0.0) -> None: ...


class Dialler(Protocol):
    """A way out to the telephone network."""

    @property
    def reachable(self) -> bool: ...

    @property
    def states(self) -> list[TrunkState]: ...

    @property
    def strangers(self) -> int:
        """Calls to us that were refused because no trunk of ours brought them."""

    @property
    def limits(self) -> tuple[int, int]:
        """Calls at once and starts per second of all trunks that are there, together; 0 is no limit."""

    def refusal(self, *, phone: str) -> errors.RuporError | None:
        """Why no call to the phone can begin now; one that is not retryable will not mend itself."""

    def place(self, *, phone: str, caller: str, identity: str = "") -> legs.CallLeg[Prompt]:
        """Dials at once; `phone` is E.164 digits, or the SIP address of an operator with its scheme."""


@dataclass
class Carrier:
    """Carries orders out; many at once. The counters live as long as the process."""

    gateway: str
    sink: Sink
    trunk: Dialler
    sounds: Sounds
    storage: Path
    most_talk_seconds: float
    vocabularies: Vocabularies = field(default_factory=lambda: Vocabularies(None))
    ears: Ears = field(default_factory=lambda: Ears(given=judge()))
    calls: set[CallRunner] = field(default_factory=set)
    dialled: int = 0
    refused: int = 0
    late_packets: int = 0

    @property
    def line(self) -> list[ports.OnLine]:
        """How many calls stand how, by trunk, account and campaign."""
        counted = Counter(call.standing for call in self.calls)
        return [ports.OnLine(*standing, calls=calls) for standing, calls in sorted(counted.items())]

    async def carry(self, offer: Offer) -> None:
        """One order, to its last fact."""
        order = offer.order
        try:
            ready = await self._prepared(offer)
        except errors.RuporError as error:
            if error.retryable:
                await offer.give_back(delay_seconds=GIVE_BACK_SECONDS)
            elif await offer.take():
                self._refuse(order, error.code)
            return
        refusal = self.trunk.refusal(phone=order.phone)
        if refusal is not None and refusal.retryable:
            await offer.give_back(delay_seconds=FULL_SECONDS if self.trunk.reachable else GIVE_BACK_SECONDS)
        elif await offer.take():
            await self._call(
                order,
                ready,
                dial=lambda: self.trunk.place(phone=order.phone, caller=order.caller, identity=order.identity),
            )

    async def receive(self, order: ports.CallOrder, *, accept: Dial) -> None:
        """An order for a call that is here already, to its last fact; `accept` answers it. Raises RuporError, told as
        given back, when nothing can be said on it."""
        try:
            ready = await readiness.prepare(order=order, sounds=self.sounds, vocabularies=self.vocabularies)
        except errors.RuporError as error:
            self.decline(order, error.code)
            raise
        await self._call(order, ready, dial=accept)

    def decline(self, order: ports.CallOrder, reason: str) -> None:
        """Gives back an order that nobody was dialled for."""
        self._refuse(order, reason)

    async def _prepared(self, offer: Offer) -> Ready:
        """The bus is asked for patience while a long text is being spoken."""
        preparing = asyncio.ensure_future(
            readiness.prepare(order=offer.order, sounds=self.sounds, vocabularies=self.vocabularies)
        )
        try:
            while not preparing.done():
                await asyncio.wait([preparing], timeout=KEEP_EVERY_SECONDS)
                if not preparing.done():
                    await offer.keep()
            return await preparing
        finally:
            preparing.cancel()

    async def _call(self, order: ports.CallOrder, ready: Ready, *, dial: Dial) -> None:
        facts = CallFacts(sink=self.sink, gateway=self.gateway, attempt=order.attempt)
        runner = CallRunner(
            order=order,
            ready=ready,
            facts=facts,
            storage=self.storage,
            most_talk_seconds=self.most_talk_seconds,
            dial_operator=lambda operator: self.trunk.place(phone=operator, caller=order.caller),
            ears=self.ears,
        )
        self.calls.add(runner)
        self.dialled += 1
        try:
            result = await runner.run(dial=dial)
            self.late_packets += result.late_packets
        except errors.RuporError as error:
            # The dial itself failed (no port, trunk lost since): nothing left this machine.
            self.dialled -= 1
            self._refuse(order, error.code)
        except Exception:
            # The outermost loop of one call: a mistake of ours must neither end other calls nor leave this one untold.
            log.exception("call_failed", attempt=order.attempt)
            doubt = ports.CallResult(outcome=ports.Outcome.UNKNOWN, detail="gateway_error")
            facts.tell(ports.Kind.FINISHED, call=doubt)
        finally:
            self.calls.discard(runner)

    def _refuse(self, order: ports.CallOrder, reason: str) -> None:
        self.refused += 1
        log.warning("order_refused", attempt=order.attempt, reason=reason)
        self.sink.emit(
            ports.Event(
                kind=ports.Kind.REFUSED,
                attempt=order.attempt,
                n=0,
                at=clock.now(),
                gateway=self.gateway,
                detail=reason,
            )
        )
