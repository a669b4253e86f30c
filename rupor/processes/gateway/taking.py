"""Taking an order so that no two gateways ever carry it out: fetch, prepare if need be, take, and only then act.

    lane = await Lane.open(client=client, events=publisher, channel=Channel.SMS, pool="urgent", gateway=gateway_id,
                           decode=ports.decode_sms_order)
    for offer in await lane.fetch(at_most=free_places, wait_seconds=1.0):
        ...prepare offer.order (call offer.keep() now and then if it takes longer than 20 s)...
        if await offer.take():            # many at once: asyncio.gather
            ...dial or send offer.order: it is ours alone...

A take is a message to `takes.<attempt>`; the stream holds one per subject and refuses the second. When the answer to a
take is lost we do NOT act: a background task finds out whether the take was stored, and if it was, gives the attempt
back as `refused`.
"""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime
from typing import Generic, Protocol, TypeVar

import msgspec
import nats.js.errors
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import api

from rupor.engine import ports
from rupor.kit import clock
from rupor.processes.gateway import bus
from rupor.processes.gateway.asking import Asker
from rupor.processes.gateway.events import EventPublisher
from rupor.processes.gateway.pulling import Pull

REDELIVER_SECONDS = 30.0
TAKE_ANSWER_SECONDS = 3.0
RESOLVE_RETRY_SECONDS = 0.5
MAX_UNACKNOWLEDGED = 20_000
_SUBJECT_IS_FULL = 10077

log = structlog.get_logger(__name__)


class Order(Protocol):
    @property
    def attempt(self) -> int: ...

    @property
    def not_after(self) -> datetime: ...


AnyOrder = TypeVar("AnyOrder", bound=Order)


class Lane(Generic[AnyOrder]):
    """One work subject, read through a durable consumer that all gateways of the pool share."""

    def __init__(
        self,
        *,
        client: Client,
        events: EventPublisher,
        pull: Pull,
        consumer: api.ConsumerConfig,
        gateway: str,
        decode: Callable[[bytes], AnyOrder],
    ) -> None:
        self._client = client
        self._pull = pull
        self._consumer = consumer
        self._decode = decode
        self._takes = Takes(client=client, events=events, gateway=gateway)

    @classmethod
    async def open(
        cls,
        *,
        client: Client,
        events: EventPublisher,
        channel: ports.Channel,
        pool: str,
        gateway: str,
        decode: Callable[[bytes], AnyOrder],
        redeliver_seconds: float = REDELIVER_SECONDS,
    ) -> "Lane[AnyOrder]":
        """Declares the durable consumer `<channel>-<pool>` if it is new. Repeats until the bus answers."""
        durable = f"{channel}-{pool}"
        config = api.ConsumerConfig(
            durable_name=durable,
            filter_subject=bus.work_subject(channel=channel, pool=pool),
            ack_policy=api.AckPolicy.EXPLICIT,
            ack_wait=redeliver_seconds,
            max_deliver=-1,
            max_ack_pending=MAX_UNACKNOWLEDGED,
        )
        pull = Pull(client=client, stream=bus.WORK, consumer=durable)
        lane = cls(client=client, events=events, pull=pull, consumer=config, gateway=gateway, decode=decode)
        while True:
            if await lane._declare():
                await pull.open()
                await lane._takes.open()
                return lane
            await asyncio.sleep(RESOLVE_RETRY_SECONDS)

    async def fetch(self, *, at_most: int, wait_seconds: float) -> "list[Offer[AnyOrder]]":
        """Up to `at_most` offers; none when nothing came within `wait_seconds` or the bus is away."""
        if not self._client.is_connected:
            await asyncio.sleep(min(wait_seconds, RESOLVE_RETRY_SECONDS))
            return []
        try:
            messages = await self._pull.fetch(at_most=at_most, wait_seconds=wait_seconds)
        except bus.LOST as error:
            log.warning("fetch_failed", error=str(error) or type(error).__name__)
            await asyncio.sleep(min(wait_seconds, RESOLVE_RETRY_SECONDS))
            await self._declare()
            return []
        offers = [await self._offer(message) for message in messages]
        return [offer for offer in offers if offer is not None]

    async def close(self) -> None:
        """Gives back what was not fetched, stops the findings: what they have not learned the bus redelivers."""
        await self._pull.close()
        await self._takes.close()

    async def _declare(self) -> bool:
        """Also after a failure: a bus that has lost its store knows no consumers."""
        try:
            await self._client.jetstream().add_consumer(bus.WORK, self._consumer)
        except bus.LOST as error:
            log.warning("lane_not_open", consumer=self._consumer.durable_name, error=str(error) or type(error).__name__)
            return False
        return True

    async def _offer(self, message: Msg) -> "Offer[AnyOrder] | None":
        try:
            return Offer(order=self._decode(message.data), message=message, takes=self._takes)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            log.error("order_not_understood", subject=message.subject, error=str(error))
            await message.term()
            return None


class Offer(Generic[AnyOrder]):
    """An order that may still go to another gateway."""

    def __init__(self, *, order: AnyOrder, message: Msg, takes: "Takes") -> None:
        self.order = order
        self._message = message
        self._takes = takes

    async def take(self) -> bool:
        """True: the order is ours alone, act. False: not ours, too late, or in doubt; do nothing."""
        return await self._takes.take(order=self.order, message=self._message)

    async def keep(self) -> None:
        """Asks the bus not to redeliver yet: preparing takes long."""
        await self._message.in_progress()

    async def give_back(self, *, delay_seconds: float = 0.0) -> None:
        """Untouched and not taken: any gateway may have it after the delay."""
        await self._message.nak(delay=delay_seconds or None)


class Takes:
    """Speaks to the TAKES stream and finds out what became of takes whose answer was lost."""

    def __init__(self, *, client: Client, events: EventPublisher, gateway: str) -> None:
        self._client = client
        self._js = client.jetstream()
        self._asker = Asker(client=client)
        self._events = events
        self._gateway = gateway
        self._in_doubt: dict[int, asyncio.Task[None]] = {}

    async def open(self) -> None:
        await self._asker.open()

    async def take(self, *, order: Order, message: Msg) -> bool:
        if order.attempt in self._in_doubt or not self._client.is_connected:
            return False
        try:
            stored = await self._publish(order.attempt)
        except bus.LOST:
            self._in_doubt[order.attempt] = asyncio.create_task(self._resolve(order=order, message=message))
            return False
        # A lost acknowledgement is only a redelivery, which meets our take and is refused.
        with contextlib.suppress(*bus.LOST):
            await message.ack()
        if stored and clock.now() >= order.not_after:
            self._refuse(order, "too_late")
            return False
        return stored

    async def close(self) -> None:
        tasks = list(self._in_doubt.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _publish(self, attempt: int) -> bool:
        """Whether the bus stored our take; raises one of `bus.LOST` when it did not say."""
        refusal = await self._asker.publish(
            subject=bus.take_subject(attempt=attempt),
            payload=self._gateway.encode(),
            wait_seconds=TAKE_ANSWER_SECONDS,
        )
        if refusal is not None and refusal.err_code != _SUBJECT_IS_FULL:
            raise nats.js.errors.APIError(refusal.code, refusal.description, refusal.err_code)
        return refusal is None

    async def _resolve(self, *, order: Order, message: Msg) -> None:
        """We are the only one who could act on our take and we did not, so giving it back is certain to be true."""
        while True:
            await asyncio.sleep(RESOLVE_RETRY_SECONDS)
            if not self._client.is_connected:
                continue
            try:
                ours = await self._publish(order.attempt) or await self._holder(order.attempt) == self._gateway
                await message.ack()
            except bus.LOST:
                continue
            break
        del self._in_doubt[order.attempt]
        if ours:
            self._refuse(order, "take_unanswered")

    async def _holder(self, attempt: int) -> str:
        stored = await self._js.get_last_msg(bus.TAKES, bus.take_subject(attempt=attempt))
        return (stored.data or b"").decode()

    def _refuse(self, order: Order, reason: str) -> None:
        self._events.emit(
            ports.Event(
                kind=ports.Kind.REFUSED,
                attempt=order.attempt,
                n=0,
                at=clock.now(),
                gateway=self._gateway,
                detail=reason,
            )
        )
