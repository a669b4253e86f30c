"""The whole gateway as a process, on a real bus: it takes, calls and tells; it dies and nobody is called twice."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from nats.aio.client import Client

from rupor.engine import ports
from rupor.engine.flow.tests.flows import one_node
from rupor.processes.gateway import bus, testing
from rupor.processes.voice.tests import rig
from rupor.simulators.phone_network.network import NetworkConfig, PhoneNetwork

PLAYBACK = one_node(cards=[{"do": "play", "material": "campaign"}])
LISTENS_TOO = "79160000010"
LISTENS, PRESSES_1, PRESSES_2, BUSY = "79160000000", "79160000001", "79160000002", "79160000004"


@dataclass
class Town:
    """A bus, a telephone network and as many gateways as a test starts."""

    folder: Path
    nats: testing.NatsServer
    client: Client
    journal: Path
    sip_port: int
    events: list[ports.Event] = field(default_factory=list)
    beats: list[ports.Heartbeat] = field(default_factory=list)
    gateways: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_gateway(self, **settings: object) -> subprocess.Popen[bytes]:
        told = {
            "nats_url": self.nats.url,
            "home": self.folder,
            "sip_trunk": f"127.0.0.1:{self.sip_port}",
            "sip_port": 0,
            "config": os.devnull,
            **settings,
        }
        environment = {**os.environ, **{f"RUPOR_{name.upper()}": str(value) for name, value in told.items()}}
        gateway = subprocess.Popen([sys.executable, "-m", "rupor.processes.voice"], env=environment)
        self.gateways.append(gateway)
        return gateway

    async def publish(
        self, *, attempt: int, phone: str, pool: str = "default", repeat: int = 0, **changes: Any
    ) -> None:
        sent = rig.order(attempt=attempt, phone=phone, **changes)
        await self.client.jetstream().publish(
            bus.work_subject(channel=ports.Channel.VOICE, pool=pool),
            ports.encode(sent),
            headers={"Nats-Msg-Id": f"{attempt}:{repeat}"},
        )

    def kinds(self, attempt: int) -> list[str]:
        return [event.kind.value for event in self.events if event.attempt == attempt]

    def ended(self, *attempts: int) -> bool:
        return all("finished" in self.kinds(attempt) for attempt in attempts)

    def invites(self, phone: str) -> int:
        return len(rig.seen(self.journal, "invite", phone=phone))

    async def all_orders_gone(self) -> None:
        while await self.waiting_orders():  # noqa: ASYNC110 - the bus does not tell
            await asyncio.sleep(0.02)

    async def waiting_orders(self) -> int:
        state = await self.client.jetstream().stream_info(bus.WORK)
        return state.state.messages


@asynccontextmanager
async def open_town(folder: Path) -> AsyncIterator[Town]:
    rig.write_clip(folder / "storage")
    journal = folder / "network.jsonl"
    journal.touch()
    with testing.NatsServer(folder=folder / "nats") as nats:
        client = await bus.connect(url=nats.url, name="test")
        js = client.jetstream()
        await bus.ensure_streams(js)
        town = Town(folder, nats, client, journal, sip_port=0)

        async def on_events(message: Any) -> None:
            town.events.extend(ports.decode_events(message.data))

        async def on_beat(message: Any) -> None:
            town.beats.append(ports.decode_heartbeat(message.data))

        await js.subscribe("events.>", cb=on_events, ordered_consumer=True)
        await client.subscribe("gateways.>", cb=on_beat)
        try:
            yield town
        finally:
            for gateway in town.gateways:
                gateway.kill()
                gateway.wait()
            await client.close()


@asynccontextmanager
async def open_network(town: Town, *, pace: float = 0.1, port: int = 0) -> AsyncIterator[PhoneNetwork]:
    network = await PhoneNetwork.open(config=NetworkConfig(port=port, pace=pace, log=town.journal))
    town.sip_port = network.port
    try:
        yield network
    finally:
        await network.close()


async def left(gateway: subprocess.Popen[bytes]) -> int:
    return await asyncio.to_thread(gateway.wait)


async def test_orders_become_calls_and_facts(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town, open_network(town):
        town.start_gateway()
        await town.publish(attempt=1, phone=PRESSES_1, pool="urgent")
        await town.publish(attempt=2, phone=PRESSES_2)
        await town.publish(attempt=3, phone=BUSY)
        await town.publish(attempt=4, phone=LISTENS, clips={})
        spoken = ports.Clip(material=1, text="Здравствуйте, Анна! Магазин открыт.", voice="ru-male")
        await town.publish(attempt=5, phone=LISTENS_TOO, flow=PLAYBACK, clips={"campaign": spoken})
        await rig.until(lambda: town.ended(1, 2, 3, 5) and bool(town.kinds(4)))
        await rig.until(lambda: bool(town.beats) and town.beats[-1].busy == 0)
        beat = town.beats[-1]
        assert await town.waiting_orders() == 0
    assert town.kinds(1) == ["answered", "lead", "sms_requested", "finished"]
    assert town.kinds(2) == ["answered", "stop_listed", "finished"]
    assert (town.kinds(3), town.kinds(4)) == (["finished"], ["refused"])
    assert town.invites(LISTENS) == 0
    assert rig.seen(town.journal, "end", phone=LISTENS_TOO)[0]["heard_seconds"] > 1.5
    assert (beat.channel, beat.capacity, beat.taking, beat.starts_per_second) == ("voice", 400, True, 150)


async def test_a_gateway_killed_in_the_middle_of_a_call_leaves_nobody_called_twice(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town, open_network(town):
        first = town.start_gateway()
        await town.publish(attempt=1, phone=LISTENS, action_wait_seconds=30)
        await rig.until(lambda: bool(rig.seen(town.journal, "answer", phone=LISTENS)))
        first.send_signal(signal.SIGKILL)
        await left(first)
        town.start_gateway()
        # The same attempt once more, as a relay would publish it after the bus has forgotten the first message.
        await town.publish(attempt=1, phone=LISTENS, repeat=1)
        await town.publish(attempt=2, phone=BUSY)
        await rig.until(lambda: town.ended(2))
        await town.all_orders_gone()
    assert town.invites(LISTENS) == 1
    assert town.kinds(1) == ["answered"]


async def test_a_gateway_told_to_leave_ends_its_calls_and_takes_no_more(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town, open_network(town):
        gateway = town.start_gateway()
        await town.publish(attempt=1, phone=PRESSES_1, action_wait_seconds=5)
        await rig.until(lambda: bool(rig.seen(town.journal, "answer", phone=PRESSES_1)))
        gateway.send_signal(signal.SIGTERM)
        await rig.until(lambda: not town.beats[-1].taking)
        await town.publish(attempt=2, phone=BUSY)
        assert await left(gateway) == 0
        await rig.until(lambda: town.ended(1))
        assert await town.waiting_orders() == 1
    assert town.kinds(1) == ["answered", "lead", "sms_requested", "finished"]
    assert (town.beats[-1].taking, town.beats[-1].busy) == (False, 0)
    assert town.invites(BUSY) == 0


@pytest.mark.timeout(120)
async def test_while_the_trunk_is_away_orders_wait_on_the_bus(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town:
        town.sip_port = testing.free_port()
        town.start_gateway()
        await town.publish(attempt=1, phone=PRESSES_2)
        await rig.until(lambda: len(town.beats) > 2)
        assert not any(beat.taking for beat in town.beats)
        assert await town.waiting_orders() == 1
        async with open_network(town, port=town.sip_port):
            await rig.until(lambda: town.ended(1))
    assert town.kinds(1) == ["answered", "stop_listed", "finished"]


async def test_an_urgent_call_does_not_wait_for_the_bulk(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town, open_network(town):
        for attempt in range(1, 9):
            await town.publish(attempt=attempt, phone=f"791600001{attempt}0", flow=PLAYBACK)
        town.start_gateway(voice_lines=3)
        await rig.until(lambda: len(rig.seen(town.journal, "answer")) >= 2)
        await town.publish(attempt=100, phone=PRESSES_2, pool="urgent")
        await rig.until(lambda: town.ended(*range(1, 9), 100))
    order = [line["phone"] for line in rig.seen(town.journal, "invite")]
    assert order.index(PRESSES_2) < len(order) - 4
    assert len(order) == len(set(order)) == 9


async def test_a_bus_that_restarts_loses_no_fact(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town, open_network(town):
        town.start_gateway()
        await town.publish(attempt=1, phone=PRESSES_1)
        await rig.until(lambda: bool(rig.seen(town.journal, "answer", phone=PRESSES_1)))
        town.nats.kill()
        await rig.until(lambda: bool(rig.seen(town.journal, "end", phone=PRESSES_1)))
        town.nats.start()
        told: list[ports.Event] = []
        while "finished" not in [event.kind.value for event in told]:
            told = await _stored_events(town)
    assert [event.kind.value for event in told] == ["answered", "lead", "sms_requested", "finished"]


async def _stored_events(town: Town) -> list[ports.Event]:
    """Everything the bus has on its disk, read anew."""
    client = await bus.connect(url=town.nats.url, name="reader")
    js = client.jetstream()
    try:
        last = (await js.stream_info(bus.EVENTS)).state.last_seq
        messages = [await js.get_msg(bus.EVENTS, number) for number in range(1, last + 1)]
    except bus.LOST:
        messages = []
    finally:
        await client.close()
    told = [event for message in messages for event in ports.decode_events(message.data or b"[]")]
    return list({(event.attempt, event.n): event for event in told}.values())
