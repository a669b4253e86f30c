"""The gateway's life: two lanes fetched into free lines, a pulse, a line in the log, a polite end."""

import asyncio
from dataclasses import dataclass, field

import structlog
from nats.aio.client import Client

from rupor.engine import ports
from rupor.processes.gateway import pulse
from rupor.processes.gateway.events import EventPublisher
from rupor.processes.gateway.taking import Lane, Offer
from rupor.processes.voice.carrying import Carrier
from rupor.processes.voice.lines import Lines
from rupor.processes.voice.receiving import Caller, Reception

FETCH_WAIT_SECONDS = 1.0
FULL_WAIT_SECONDS = 0.01
CLOSED_WAIT_SECONDS = 0.25
LEAVE_SECONDS = 30.0
HANG_UP_SECONDS = 5.0
REPORT_SECONDS = 10.0

log = structlog.get_logger(__name__)

CallLane = Lane[ports.CallOrder]


@dataclass
class VoiceGateway:
    """Everything is given; `serve` runs until `leave` is asked for and done."""

    gateway: str
    client: Client
    publisher: EventPublisher
    carrier: Carrier
    lines: Lines
    reception: Reception
    _leaving: asyncio.Event = field(default_factory=asyncio.Event)
    _orders: set[asyncio.Task[None]] = field(default_factory=set)

    def leave(self) -> None:
        """No new calls from now on; those in progress may end by themselves for a while."""
        self._leaving.set()

    async def serve(self, *, urgent: CallLane, bulk: CallLane) -> None:
        """Returns when the gateway has left with every fact on the bus."""
        async with asyncio.TaskGroup() as group:
            background = [
                group.create_task(self.publisher.run()),
                group.create_task(pulse.beat(client=self.client, read=self.heartbeat)),
                group.create_task(self._report()),
            ]
            lanes = [
                group.create_task(self._feed(urgent, urgent=True)),
                group.create_task(self._feed(bulk, urgent=False)),
            ]
            await asyncio.wait(lanes)
            await self._finish_calls()
            await self.publisher.drain()
            await pulse.send(client=self.client, heartbeat=self.heartbeat())
            for task in background:
                task.cancel()

    def heartbeat(self) -> ports.Heartbeat:
        """What the dispatcher is told each second."""
        return ports.Heartbeat(
            gateway=self.gateway,
            channel=ports.Channel.VOICE,
            capacity=self.lines.capacity,
            busy=self.lines.busy,
            taking=self._open,
            starts_per_second=self.lines.starts_per_second,
            trunks=self.carrier.trunk.states,
            line=self.carrier.line,
        )

    @property
    def _open(self) -> bool:
        return self.carrier.trunk.reachable and not self._leaving.is_set()

    async def _feed(self, lane: CallLane, *, urgent: bool) -> None:
        loop = asyncio.get_running_loop()
        while not self._leaving.is_set():
            if not self._open:
                await asyncio.sleep(CLOSED_WAIT_SECONDS)
                continue
            self.lines.narrow(self.carrier.trunk.limits)
            wanted = self.lines.may_start(at=loop.time(), urgent=urgent)
            if not wanted:
                await asyncio.sleep(FULL_WAIT_SECONDS)
                continue
            for offer in await lane.fetch(at_most=wanted, wait_seconds=FETCH_WAIT_SECONDS):
                self._begin(offer)

    def _begin(self, offer: Offer[ports.CallOrder]) -> None:
        task = asyncio.create_task(self._carry(offer, seized=not self._leaving.is_set() and self.lines.seize()))
        self._orders.add(task)
        task.add_done_callback(self._orders.discard)

    def receive(self, call: Caller) -> None:
        """Somebody calls us: rung at once and answered if the house has something to say; refused when all lines are
        busy or we leave."""
        if self._leaving.is_set() or not self.lines.admit():
            call.refuse(status=503, q850_cause=34)
            return
        task = asyncio.create_task(self._receive(call))
        self._orders.add(task)
        task.add_done_callback(self._orders.discard)

    async def _receive(self, call: Caller) -> None:
        try:
            await self.reception.receive(call)
        finally:
            self.lines.release()

    async def _carry(self, offer: Offer[ports.CallOrder], *, seized: bool) -> None:
        if not seized:
            await offer.give_back()
            return
        try:
            await self.carrier.carry(offer)
        finally:
            self.lines.release()

    async def _finish_calls(self) -> None:
        if self._orders:
            await asyncio.wait(self._orders, timeout=LEAVE_SECONDS)
        for call in list(self.carrier.calls):
            call.stop()
        if self._orders:
            await asyncio.wait(self._orders, timeout=HANG_UP_SECONDS)

    async def _report(self) -> None:
        while True:
            await asyncio.sleep(REPORT_SECONDS)
            talking = sum(call.talking for call in self.carrier.calls)
            log.info(
                "voice_gateway",
                dialling=len(self.carrier.calls) - talking,
                talking=talking,
                dialled=self.carrier.dialled,
                refused=self.carrier.refused,
                received=self.reception.received,
                strangers=self.carrier.trunk.strangers,
                events_pending=self.publisher.pending,
                late_packets=self.carrier.late_packets,
                trunk=self.carrier.trunk.reachable,
            )
