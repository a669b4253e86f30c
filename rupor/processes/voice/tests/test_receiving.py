"""A call that came to us, over a real bus: the house says what is heard, refuses, is silent, or speaks too late."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from nats.aio.client import Client
from nats.aio.msg import Msg

from rupor.engine import legs, ports
from rupor.engine.flow.tests.flows import MENU
from rupor.kit import clock, errors
from rupor.media import Prompt
from rupor.processes.gateway import bus, testing
from rupor.processes.voice.receiving import Reception
from rupor.processes.voice.tests import rig

House = Callable[[ports.IncomingCall, Msg], Awaitable[None]]


@dataclass
class Line:
    """Somebody who waits, and what was done to them."""

    told: list[str] = field(default_factory=list)
    call_id: str = "a;b"
    trunk: str = "town"
    caller: str = "79160000001"
    called: str = "74951234567"
    identity: str = ""
    private: bool = False

    def ring(self) -> None:
        self.told.append("ring")

    def refuse(self, *, status: int, q850_cause: int = 0) -> None:
        if "accept" not in self.told:
            self.told.append(str(status))

    def accept(self) -> legs.CallLeg[Prompt]:
        self.told.append("accept")
        return unreachable()


def unreachable() -> legs.CallLeg[Prompt]:
    raise errors.Unavailable("trunk_away")


@dataclass
class Carries:
    """What became of the orders."""

    carried: list[int] = field(default_factory=list)
    declined: list[str] = field(default_factory=list)

    async def receive(self, order: ports.CallOrder, *, accept: Callable[[], legs.CallLeg[Prompt]]) -> None:
        self.carried.append(order.attempt)
        accept()

    def decline(self, order: ports.CallOrder, reason: str) -> None:
        self.declined.append(reason)


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    with testing.NatsServer(folder=tmp_path / "nats") as server:
        made = await bus.connect(url=server.url, name="test")
        yield made
        await made.close()


def order() -> ports.CallOrder:
    return ports.CallOrder(
        attempt=5, account=1, campaign=2, phone="79160000001", caller="74951234567", flow=MENU, clips={},
        not_after=clock.now(),
    )  # fmt: skip


async def listening(client: Client, house: House) -> None:
    async def hear(message: Msg) -> None:
        await house(ports.decode_incoming_call(message.data), message)

    await client.subscribe(bus.INCOMING_SUBJECT, cb=hear)
    await client.flush()


async def received(client: Client, *, ask_seconds: tuple[float, ...] = (30.0,)) -> tuple[Line, Carries, Reception]:
    line, carries = Line(), Carries()
    reception = Reception(gateway="voice-1", client=client, carrier=carries, ask_seconds=ask_seconds)
    await reception.receive(line)
    return line, carries, reception


async def test_what_the_house_orders_is_carried_out(client: Client) -> None:
    asked: list[ports.IncomingCall] = []

    async def house(call: ports.IncomingCall, message: Msg) -> None:
        asked.append(call)
        await message.respond(ports.encode(ports.IncomingAnswer(order=order())))

    await listening(client, house)
    line, carries, reception = await received(client)
    assert (asked[0].gateway, asked[0].call_id, asked[0].caller, asked[0].called, asked[0].trunk) == (
        "voice-1", "a;b", "79160000001", "74951234567", "town",
    )  # fmt: skip
    assert (line.told, carries.carried, reception.received) == (["ring", "accept"], [5], 1)


async def test_a_refusal_is_passed_on(client: Client) -> None:
    async def house(call: ports.IncomingCall, message: Msg) -> None:
        await message.respond(ports.encode(ports.IncomingAnswer(status=404)))

    await listening(client, house)
    line, carries, _ = await received(client)
    assert (line.told, carries.carried) == (["ring", "404"], [])


async def test_a_house_that_comes_in_time_for_the_second_question_answers(client: Client) -> None:
    async def house(call: ports.IncomingCall, message: Msg) -> None:
        asked.append(call)
        if len(asked) == 2:
            await message.respond(ports.encode(ports.IncomingAnswer(status=603)))

    asked: list[ports.IncomingCall] = []
    await listening(client, house)
    line, _, _ = await received(client, ask_seconds=(0.2, 30.0))
    assert line.told == ["ring", "603"]
    assert asked[0].call_id == asked[1].call_id


async def test_nobody_answers_for_a_silent_house_and_its_late_order_is_given_back(client: Client) -> None:
    kept: list[Msg] = []

    async def house(call: ports.IncomingCall, message: Msg) -> None:
        kept.append(message)

    await listening(client, house)
    line, carries, _ = await received(client, ask_seconds=(0.2, 0.2))
    assert line.told == ["ring", "480"]
    await rig.until(lambda: len(kept) == 2)
    await kept[0].respond(ports.encode(ports.IncomingAnswer(order=order())))
    await rig.until(lambda: carries.declined == ["answered_too_late"])
    assert carries.carried == []


async def test_without_a_bus_nobody_waits(tmp_path: Path) -> None:
    with testing.NatsServer(folder=tmp_path / "nats") as server:
        client = await bus.connect(url=server.url, name="test")
    await rig.until(lambda: not client.is_connected)
    line, _, _ = await received(client)
    assert line.told == ["ring", "480"]
    closing = asyncio.create_task(client.close())
    await asyncio.wait([closing], timeout=10)
