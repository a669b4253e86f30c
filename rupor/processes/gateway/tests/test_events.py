"""Nothing said is lost: order, batches, repetition and a server that is killed in the middle."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from nats.aio.client import Client

from rupor.engine import ports
from rupor.processes.gateway import bus, pulse, testing
from rupor.processes.gateway.events import BATCH_EVENTS, EventPublisher


def fact(n: int) -> ports.Event:
    return ports.Event(kind=ports.Kind.LEAD, attempt=1, n=n, at=datetime.now(UTC), gateway="voice-test")


def new_publisher(client: Client) -> EventPublisher:
    """A gateway of its own for each test, or the bus would take its batches for repetitions."""
    gateway = pulse.new_gateway_id(channel=ports.Channel.VOICE)
    return EventPublisher(client=client, channel=ports.Channel.VOICE, gateway=gateway)


async def stored(client: Client) -> list[list[ports.Event]]:
    js = client.jetstream()
    count = (await js.stream_info(bus.EVENTS)).state.messages
    subscription = await js.pull_subscribe("events.>", stream=bus.EVENTS)
    batches: list[list[ports.Event]] = []
    while len(batches) < count:
        for message in await subscription.fetch(count, timeout=10):
            await message.ack()
            batches.append(ports.decode_events(message.data))
    await subscription.unsubscribe()
    return batches


async def test_events_arrive_in_order_and_in_batches(client: Client) -> None:
    publisher = new_publisher(client)
    running = asyncio.create_task(publisher.run())
    for n in range(BATCH_EVENTS * 3 + 1):
        publisher.emit(fact(n))
    await publisher.drain()
    running.cancel()
    batches = await stored(client)
    assert [event.n for batch in batches for event in batch] == list(range(BATCH_EVENTS * 3 + 1))
    assert [len(batch) for batch in batches] == [BATCH_EVENTS] * 3 + [1]
    assert publisher.pending == 0


async def test_durable_event_is_on_disk_when_its_future_is_done(client: Client) -> None:
    publisher = new_publisher(client)
    running = asyncio.create_task(publisher.run())
    await publisher.emit_durably(fact(7))
    running.cancel()
    assert [[event.n for event in batch] for batch in await stored(client)] == [[7]]


async def test_restart_of_the_bus_in_the_middle_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with testing.NatsServer(folder=tmp_path) as server:
        client = await bus.connect(url=server.url, name="test")
        await bus.ensure_streams(client.jetstream())
        publisher = new_publisher(client)
        running = asyncio.create_task(publisher.run())
        for n in range(3_000):
            publisher.emit(fact(n))
            if n == 1_000:
                await asyncio.sleep(0.03)
                server.kill()
            if n == 2_000:
                await asyncio.sleep(0.03)
                server.start()
        await publisher.drain()
        running.cancel()
        assert [event.n for batch in await stored(client) for event in batch] == list(range(3_000))
        await client.close()


async def test_pulse_tells_capacity_until_the_gateway_stops(client: Client) -> None:
    heartbeat = ports.Heartbeat(gateway="voice-test", channel=ports.Channel.VOICE, capacity=5, busy=2, taking=True)
    heard = await client.subscribe("gateways.>")
    beating = asyncio.create_task(pulse.beat(client=client, read=lambda: heartbeat, period_seconds=0.01))
    for _ in range(3):
        message = await heard.next_msg(timeout=10)
        assert ports.decode_heartbeat(message.data) == heartbeat
        assert message.subject == "gateways.voice.voice-test"
    beating.cancel()


def test_gateway_id_is_new_at_every_start() -> None:
    ids = {pulse.new_gateway_id(channel=ports.Channel.SMS) for _ in range(100)}
    assert len(ids) == 100
    assert all(each.startswith("sms-") and len(each) == 12 for each in ids)
