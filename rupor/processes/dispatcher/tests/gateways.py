"""A gateway that carries out orders by a script and can misbehave: die after a take, repeat itself, hurry reports."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime

from nats.aio.client import Client

from rupor.engine import ports
from rupor.engine.ports import Kind, Outcome
from rupor.processes.gateway import pulse
from rupor.processes.gateway.events import EventPublisher
from rupor.processes.gateway.taking import Lane

Order = ports.CallOrder | ports.SmsOrder
Script = Callable[["Gateway", Order], None]


class Gateway:
    """`contacted` lists (phone, attempt) in the order of acting: the judge of "nobody twice"."""

    def __init__(self, *, client: Client, channel: ports.Channel, script: Script, fetches: bool = True) -> None:
        self.client = client
        self.channel = channel
        self.script = script
        self.fetches = fetches
        self.name = pulse.new_gateway_id(channel=channel)
        self.events = EventPublisher(client=client, channel=channel, gateway=self.name)
        self.contacted: list[tuple[str, int]] = []
        self.busy = 0
        self.dead = False
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        decode = ports.decode_call_order if self.channel == ports.Channel.VOICE else ports.decode_sms_order
        for pool in ("urgent", "default"):
            lane: Lane[Order] = await Lane.open(
                client=self.client,
                events=self.events,
                channel=self.channel,
                pool=pool,
                gateway=self.name,
                decode=decode,  # type: ignore[arg-type]
                redeliver_seconds=2.0,
            )
            if self.fetches:
                self._tasks.append(asyncio.create_task(self._carry(lane)))
        self._tasks.append(asyncio.create_task(self.events.run()))
        beating = pulse.beat(client=self.client, read=self.heartbeat, period_seconds=0.1)
        self._tasks.append(asyncio.create_task(beating))

    def heartbeat(self) -> ports.Heartbeat:
        return ports.Heartbeat(
            gateway=self.name, channel=self.channel, capacity=50, busy=self.busy, taking=not self.dead
        )

    def die(self) -> None:
        """As kill -9: neither pulses nor facts come any more."""
        self.dead = True
        for task in self._tasks:
            task.cancel()

    async def leave(self) -> None:
        self.die()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _carry(self, lane: Lane[Order]) -> None:
        while True:
            for offer in await lane.fetch(at_most=10, wait_seconds=0.1):
                if await offer.take() and not self.dead:
                    self.contacted.append((offer.order.phone, offer.order.attempt))
                    self.script(self, offer.order)

    def emit(self, order: Order, kind: Kind, n: int = 0, **fields: object) -> ports.Event:
        event = ports.Event(
            kind=kind,
            attempt=order.attempt,
            n=n,
            at=datetime.now(UTC),
            gateway=self.name,
            **fields,  # type: ignore[arg-type]
        )
        self.events.emit(event)
        return event

    def finish(self, order: Order, outcome: Outcome, *, n: int = 9, talk: float = 0.0) -> None:
        self.emit(order, Kind.FINISHED, n, call=ports.CallResult(outcome=outcome, talk_seconds=talk))

    def report(self, message_id: str, outcome: Outcome) -> None:
        self.events.emit(
            ports.Event(
                kind=Kind.RECEIPT,
                attempt=0,
                n=0,
                at=datetime.now(UTC),
                gateway=self.name,
                route="smsc",
                message_ids=[message_id],
                status=outcome,
            )
        )


def people(gateway: Gateway, order: Order) -> None:
    """By the last digit: 1 presses 1 and is sent a message, 4 is busy, 6 does not exist; others listen and hang up."""
    if isinstance(order, ports.SmsOrder):
        return deliver(gateway, order)
    last = order.phone[-1]
    if last in "46":
        return gateway.finish(order, Outcome.BUSY if last == "4" else Outcome.INVALID)
    gateway.emit(order, Kind.ANSWERED)
    if last == "1":
        gateway.emit(order, Kind.LEAD, 1, tag="Лид")
        gateway.emit(order, Kind.SMS_REQUESTED, 2, text="Спасибо!")
    gateway.finish(order, Outcome.ANSWERED, talk=7.5)
    return None


def deliver(gateway: Gateway, order: Order) -> None:
    """Reported delivered, every second one before its submit is confirmed, all twice; phones on 9 never."""
    number = f"id-{order.attempt}"
    early = order.attempt % 2 == 0
    reported = not order.phone.endswith("9")
    if early and reported:
        gateway.report(number, Outcome.DELIVERED)
    for _ in range(2):
        gateway.emit(order, Kind.SENT, route="smsc", message_ids=[number])
    if reported:
        gateway.report(number, Outcome.DELIVERED)
