"""The gateway as a whole, with a real bus and the simulated centre, on good days and bad ones."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rupor.engine import ports
from rupor.engine.ports import Outcome
from rupor.processes.gateway import bus
from rupor.processes.sms.tests.world import InProcess, OwnProcess, World, order


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[World]:
    async with World(tmp_path) as world:
        yield world


async def test_orders_become_messages_and_messages_become_facts(world: World) -> None:
    people = {attempt: f"7916{attempt:07}" for attempt in range(1, 101)}
    text = "Ж" * 150
    refused = [attempt for attempt, phone in people.items() if phone[-1] == "6"]
    silent = [attempt for attempt, phone in people.items() if phone[-2:] == "99"]
    async with InProcess(world):
        await world.give(*(order(attempt, phone=phone, text=text) for attempt, phone in people.items()))
        await world.until(sent=100, receipts=3 * (100 - len(refused) - len(silent)), replies=1)
    for attempt, event in world.sent.items():
        assert event.status == (Outcome.INVALID if attempt in refused else None)
        assert len(event.message_ids) == (0 if attempt in refused else 3)
        assert (event.n, event.phone, event.route) == (0, people[attempt], f"rupor@127.0.0.1:{world.port}")
    messages = {message["phone"]: message for message in world.seen("message")}
    assert len(messages) == len(world.seen("message")) == 100 - len(refused)
    for attempt in set(people) - set(refused):
        message = messages[people[attempt]]
        assert message["text"] == text
        assert sorted(message["ids"]) == sorted(world.sent[attempt].message_ids)
    ends = Counter(str(event.status) for event in world.receipts.values())
    assert ends == {"delivered": 3 * 68, "undelivered": 3 * 10, "expired": 3 * 10, "rejected": 3}
    (reply,) = world.replies
    assert (reply.phone, reply.sender, reply.text, reply.attempt) == ("79160000039", "RUPOR", "Да, спасибо", 0)


async def test_urgent_message_passes_a_full_lane_of_bulk(world: World) -> None:
    async with InProcess(world, world.account(window=5, per_second=100)):
        await world.give(*(order(attempt) for attempt in range(1, 201)))
        await world.until(sent=20)
        await world.give(order(1000, urgent=True))
        await world.until(sent=200)
        phones = [line["phone"] for line in world.seen("submit")]
        assert phones.index(order(1000).phone) < 150
        await world.until(sent=201)


async def test_pulse_tells_that_orders_are_welcome_only_while_bound(world: World) -> None:
    pulses = await world.client.subscribe("gateways.sms.*")

    async def until_taking(taking: bool) -> ports.Heartbeat:
        while True:
            heartbeat = ports.decode_heartbeat((await pulses.next_msg(timeout=30)).data)
            if heartbeat.taking is taking:
                return heartbeat

    async with InProcess(world):
        heartbeat = await until_taking(True)
        assert (heartbeat.channel, heartbeat.capacity, heartbeat.busy) == (ports.Channel.SMS, 60, 0)
    assert (await until_taking(False)).gateway == heartbeat.gateway


async def test_killed_between_take_and_submit_nothing_is_sent_twice(world: World) -> None:
    slow = OwnProcess(world, per_second=1)
    await world.give(*(order(attempt) for attempt in range(1, 101)))
    while True:
        taken = (await world.js.stream_info(bus.TAKES)).state.messages
        if taken >= 40:
            break
        await asyncio.sleep(0.05)
    await slow.end(signal.SIGKILL)
    # What it had fetched and not taken would come again half a minute later; a new consumer is given it at once.
    await world.js.delete_consumer(bus.WORK, "sms-default")
    already = {line["phone"] for line in world.seen("submit")}
    assert len(already) < 40
    # The relay hands over again what it thinks unpublished, the bus redelivers what was not acknowledged.
    for attempt in range(1, 101):
        await world.js.publish("work.sms.default", ports.encode(order(attempt)))
    async with InProcess(world):
        await world.until(sent=100 - taken)
        while True:
            if (await world.js.stream_info(bus.WORK)).state.messages == 0:
                break
            await asyncio.sleep(0.05)
    phones = Counter(line["phone"] for line in world.seen("submit"))
    assert set(phones.values()) == {1}
    assert (await world.js.stream_info(bus.TAKES)).state.messages == 100
    assert len(phones) == 100 - taken + len(already)


async def test_restart_of_the_bus_in_the_middle_loses_no_event(world: World) -> None:
    async with InProcess(world, world.account(window=10, per_second=400)):
        await world.give(*(order(attempt) for attempt in range(1, 301)))
        await world.until(sent=50)
        world.nats.kill()
        await asyncio.sleep(0.3)
        world.nats.start()

        def told() -> set[int]:
            refused = {event.attempt for event in world.events if event.kind is ports.Kind.REFUSED}
            return set(world.sent) | refused

        while len(told()) < 300:
            await world.read()
        accepted = {id_ for event in world.sent.values() for id_ in event.message_ids}
        await world.until(receipts=len(accepted))
    phones = Counter(line["phone"] for line in world.seen("submit"))
    assert set(phones.values()) == {1}
    assert {line["id"] for line in world.seen("submit")} == accepted == set(world.receipts)


async def test_centre_that_drops_the_connection_mid_window_leaves_doubt_and_doubles_nothing(tmp_path: Path) -> None:
    async with World(tmp_path, drop_every=100) as world, InProcess(world, world.account(window=30)):
        await world.give(*(order(attempt, text="Ж" * 200) for attempt in range(1, 201)))
        await world.until(sent=200)
        drops = sum(line["reason"] == "dropped" for line in world.seen("unbind"))
        submitted = Counter((line["phone"], line["part"]) for line in world.seen("submit"))
    statuses = Counter(event.status for event in world.sent.values())
    assert drops >= 4
    assert drops <= statuses[Outcome.UNKNOWN] <= 30 * drops
    assert set(statuses) == {None, Outcome.UNKNOWN}
    assert set(submitted.values()) == {1}
    for attempt, event in world.sent.items():
        parts = sum(1 for phone, _ in submitted if phone == order(attempt).phone)
        assert len(event.message_ids) <= parts <= 3
        assert event.status is Outcome.UNKNOWN or len(event.message_ids) == 3


async def test_sigterm_sends_what_is_in_hand_and_leaves_the_rest_in_the_queue(world: World) -> None:
    gateway = OwnProcess(world, per_second=200)
    await world.give(*(order(attempt) for attempt in range(1, 501)))
    await world.until(sent=50)
    assert await gateway.end(signal.SIGTERM) == 0
    left = (await world.js.stream_info(bus.WORK)).state.messages
    await world.until(sent=500 - left)
    assert left > 0
    assert {event.status for event in world.sent.values()} == {None}
    assert len(world.seen("message")) == 500 - left == len(world.sent)
    assert not [event for event in world.events if event.kind is ports.Kind.REFUSED]


async def test_stop_is_heard_while_the_bus_is_away(world: World) -> None:
    world.nats.kill()
    async with InProcess(world):
        await asyncio.sleep(0.1)
    assert world.seen("bind") == []
    world.nats.start()


async def test_bus_that_forgot_its_consumers_is_told_again(world: World) -> None:
    async with InProcess(world):
        await world.give(order(1))
        await world.until(sent=1)
        await world.js.delete_consumer(bus.WORK, "sms-default")
        await world.give(order(2))
        await world.until(sent=2)
