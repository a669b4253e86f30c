"""What the gateway does with one order from the bus: prepare, take, call, tell; and what it does when it cannot."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import structlog

from rupor.engine import legs, ports
from rupor.engine.flow import document
from rupor.engine.flow.graph import Flow
from rupor.kit import clock, errors
from rupor.media import Prompt
from rupor.processes.voice.call_runner import CallRunner
from rupor.processes.voice.facts import CallFacts, Sink
from rupor.processes.voice.sounds import Sounds

GIVE_BACK_SECONDS = 5.0
KEEP_EVERY_SECONDS = 20.0

log = structlog.get_logger(__name__)


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
    def place(self, *, phone: str, caller: str) -> legs.CallLeg[Prompt]: ...


@dataclass
class Carrier:
    """Carries orders out; many at once. The counters live as long as the process."""

    gateway: str
    sink: Sink
    trunk: Dialler
    sounds: Sounds
    storage: Path
    most_talk_seconds: float
    calls: set[CallRunner] = field(default_factory=set)
    dialled: int = 0
    refused: int = 0
    late_packets: int = 0

    async def carry(self, offer: Offer) -> None:
        """One order, to its last fact."""
        order = offer.order
        try:
            flow = document.read(order.flow)
            sounds = await self._prepared(offer, flow)
        except errors.RuporError as error:
            if error.retryable:
                await offer.give_back(delay_seconds=GIVE_BACK_SECONDS)
            elif await offer.take():
                self._refuse(order, error.code)
            return
        if not self.trunk.reachable:
            await offer.give_back(delay_seconds=GIVE_BACK_SECONDS)
        elif await offer.take():
            await self._call(order, flow, sounds)

    async def _prepared(self, offer: Offer, flow: Flow) -> dict[str, Prompt]:
        """The clips; the bus is asked for patience while a long text is being spoken."""
        preparing = asyncio.ensure_future(self.sounds.prepare(clips=offer.order.clips, needed=flow.clips))
        try:
            while not preparing.done():
                await asyncio.wait([preparing], timeout=KEEP_EVERY_SECONDS)
                if not preparing.done():
                    await offer.keep()
            return await preparing
        finally:
            preparing.cancel()

    async def _call(self, order: ports.CallOrder, flow: Flow, sounds: dict[str, Prompt]) -> None:
        facts = CallFacts(sink=self.sink, gateway=self.gateway, attempt=order.attempt)
        runner = CallRunner(
            order=order,
            flow=flow,
            sounds=sounds,
            facts=facts,
            storage=self.storage,
            most_talk_seconds=self.most_talk_seconds,
        )
        self.calls.add(runner)
        self.dialled += 1
        try:
            result = await runner.run(dial=lambda: self.trunk.place(phone=order.phone, caller=order.caller))
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
