"""Nobody twice: what happens when two gateways, or one gateway twice, reach for the same attempt."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from nats.aio.client import Client

from rupor.engine import ports
from rupor.processes.gateway import bus, pulse, taking, testing
from rupor.processes.gateway.events import EventPublisher


def order(*, attempt: int, not_after: datetime | None = None) -> ports.SmsOrder:
    return ports.SmsOrder(
        attempt=attempt,
        account=1,
        campaign=1,
        phone="79161234567",
        sender="RUPOR",
        text="hello",
        not_after=not_after or datetime.now(UTC) + timedelta(hours=1),
    )


@pytest.fixture
async def events(client: Client) -> AsyncIterator[EventPublisher]:
    gateway = pulse.new_gateway_id(channel=ports.Channel.SMS)
    publisher = EventPublisher(client=client, channel=ports.Channel.SMS, gateway=gateway)
    running = asyncio.create_task(publisher.run())
    yield publisher
    running.cancel()


async def lane(
    client: Client, events: EventPublisher, *, gateway: str = "sms-test", redeliver_seconds: float = 60.0
) -> taking.Lane[ports.SmsOrder]:
    js = client.jetstream()
    if redeliver_seconds != 60.0:
        await js.delete_consumer(bus.WORK, "sms-default")
    return await taking.Lane.open(
        client=client,
        events=events,
        channel=ports.Channel.SMS,
        pool="default",
        gateway=gateway,
        decode=ports.decode_sms_order,
        redeliver_seconds=redeliver_seconds,
    )


async def give(client: Client, *orders: ports.SmsOrder) -> None:
    for each in orders:
        await client.jetstream().publish("work.sms.default", ports.encode(each))


async def facts(client: Client, *, stream_messages: int) -> list[ports.Event]:
    js = client.jetstream()
    subscription = await js.pull_subscribe("events.>", stream=bus.EVENTS)
    found: list[ports.Event] = []
    for _ in range(stream_messages):
        (message,) = await subscription.fetch(1, timeout=20)
        await message.ack()
        found += ports.decode_events(message.data)
    await subscription.unsubscribe()
    return found


async def test_taken_order_is_ours_and_leaves_the_queue(client: Client, events: EventPublisher) -> None:
    ours = await lane(client, events)
    assert await ours.fetch(at_most=10, wait_seconds=0.01) == []
    await give(client, order(attempt=1))
    (offer,) = await ours.fetch(at_most=10, wait_seconds=10)
    assert offer.order.attempt == 1
    assert await offer.take()
    await client.flush()
    stored = await client.jetstream().get_last_msg(bus.TAKES, "takes.1")
    assert stored.data == b"sms-test"
    assert (await client.jetstream().stream_info(bus.WORK)).state.messages == 0


async def test_second_take_of_an_attempt_is_refused_for_anyone(client: Client, events: EventPublisher) -> None:
    first, second = await lane(client, events), await lane(client, events, gateway="sms-other")
    await give(client, order(attempt=2), order(attempt=2), order(attempt=2))
    one, two = await first.fetch(at_most=2, wait_seconds=10)
    (three,) = await second.fetch(at_most=1, wait_seconds=10)
    assert [await one.take(), await two.take(), await three.take()] == [True, False, False]


async def test_many_takes_at_once_are_all_answered(client: Client, events: EventPublisher) -> None:
    ours = await lane(client, events)
    await give(client, *[order(attempt=100 + n % 50) for n in range(100)])
    offers: list[taking.Offer[ports.SmsOrder]] = []
    while len(offers) < 100:
        offers += await ours.fetch(at_most=100, wait_seconds=10)
    answers = await asyncio.gather(*(offer.take() for offer in offers))
    assert sum(answers) == 50


async def test_order_past_its_time_is_taken_and_refused(client: Client, events: EventPublisher) -> None:
    ours = await lane(client, events)
    await give(client, order(attempt=3, not_after=datetime.now(UTC) - timedelta(seconds=1)))
    (offer,) = await ours.fetch(at_most=1, wait_seconds=10)
    assert not await offer.take()
    (event,) = await facts(client, stream_messages=1)
    assert (event.kind, event.attempt, event.detail) == (ports.Kind.REFUSED, 3, "too_late")


async def test_given_back_order_goes_to_another(client: Client, events: EventPublisher) -> None:
    ours = await lane(client, events)
    await give(client, order(attempt=4))
    (offer,) = await ours.fetch(at_most=1, wait_seconds=10)
    await offer.give_back()
    (again,) = await ours.fetch(at_most=1, wait_seconds=10)
    assert await again.take()


async def test_order_that_nobody_understands_is_dropped_and_others_go_on(
    client: Client, events: EventPublisher
) -> None:
    ours = await lane(client, events)
    await client.jetstream().publish("work.sms.default", b"{}")
    await give(client, order(attempt=5))
    attempts: list[int] = []
    while not attempts:
        attempts = [offer.order.attempt for offer in await ours.fetch(at_most=10, wait_seconds=10)]
    assert attempts == [5]


async def test_order_whose_taker_died_untaken_is_offered_again(client: Client, events: EventPublisher) -> None:
    await lane(client, events)
    ours = await lane(client, events, redeliver_seconds=0.2)
    await give(client, order(attempt=6))
    await ours.fetch(at_most=1, wait_seconds=10)
    again: list[taking.Offer[ports.SmsOrder]] = []
    while not again:
        again = await ours.fetch(at_most=1, wait_seconds=10)
    assert await again[0].take()
    await client.jetstream().delete_consumer(bus.WORK, "sms-default")


async def test_take_without_answer_never_acts_and_is_given_back(
    nats_server: testing.NatsServer, client: Client
) -> None:
    """A proxy swallows the bus's answers after the take has reached it."""
    async with Deaf(port=nats_server.port) as proxy:
        far = await bus.connect(url=f"nats://127.0.0.1:{proxy.port}", name="far")
        events = EventPublisher(client=far, channel=ports.Channel.SMS, gateway="sms-far")
        running = asyncio.create_task(events.run())
        ours = await lane(far, events, gateway="sms-far")
        await give(client, order(attempt=7))
        (offer,) = await ours.fetch(at_most=1, wait_seconds=10)
        proxy.deaf = True
        assert not await offer.take()
        proxy.deaf = False
        (event,) = await facts(client, stream_messages=1)
        assert (event.kind, event.attempt, event.detail) == (ports.Kind.REFUSED, 7, "take_unanswered")
        assert (await client.jetstream().get_last_msg(bus.TAKES, "takes.7")).data == b"sms-far"
        await ours.close()
        running.cancel()
        await far.close()


class Deaf:
    """A loopback proxy that can drop everything the server says."""

    def __init__(self, *, port: int) -> None:
        self._server_port = port
        self.port = 0
        self.deaf = False
        self._tasks: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> "Deaf":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._server_port)
        pairs = ((reader, far_writer, False), (far_reader, writer, True))
        for source, target, may_drop in pairs:
            task = asyncio.create_task(self._copy(source, target, may_drop=may_drop))
            self._tasks.add(task)

    async def _copy(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, may_drop: bool) -> None:
        while chunk := await source.read(65536):
            if not (may_drop and self.deaf):
                target.write(chunk)
        target.close()
