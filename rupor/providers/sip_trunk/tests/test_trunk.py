"""The trunk against a far end that is not always polite: answers without sound, tells a key twice, is not there."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from rupor import media
from rupor.engine import legs
from rupor.engine.ports import Outcome
from rupor.engine.trunks import TrunkSpec
from rupor.protocols import sdp
from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.events import Confirmed
from rupor.protocols.sip.incoming import IncomingCall
from rupor.providers.sip_trunk.provider import TrunkAway, Trunks
from rupor.providers.sip_trunk.side import Side

HERE = "127.0.0.1"


@asynccontextmanager
async def trunk_to(on_incoming: Callable[[IncomingCall], None]) -> AsyncIterator[Trunks]:
    far = await Endpoint.open(host=HERE, port=0, on_incoming=on_incoming)
    trunk = await Trunks.open(
        side=Side(), specs=[TrunkSpec(name="town", host=HERE, port=far.port, from_domain="rupor.test")]
    )
    assert await trunk.check()
    try:
        yield trunk
    finally:
        await trunk.close()
        await far.close()


async def run(leg: legs.CallLeg[object], on_answer: Callable[[], None] = lambda: None) -> list[legs.LegEvent]:
    told: list[legs.LegEvent] = []

    def on_event(event: legs.LegEvent) -> None:
        told.append(event)
        if isinstance(event, legs.Answered):
            on_answer()

    await leg.run(on_event)
    return told


def answer(call: IncomingCall) -> bytes:
    body, _ = sdp.answer(offered=call.sdp or b"", host=HERE, port=4000, session_id=7)
    return body


async def test_the_call_says_who_calls_whom() -> None:
    seen: list[tuple[str, str, str]] = []

    def on_incoming(call: IncomingCall) -> None:
        seen.append((call.to_user, call.from_user, call.invite.first("from")))
        call.reject(status=486, q850_cause=17)

    async with trunk_to(on_incoming) as trunk:
        told = await run(trunk.place(phone="79161234567", caller="74951234567"))
    assert seen[0][:2] == ("79161234567", "74951234567")
    assert "@rupor.test" in seen[0][2]
    assert told == [legs.Ended(Outcome.BUSY, "", 486, 17)]


async def test_an_answer_without_sound_is_the_providers_fault_and_is_hung_up() -> None:
    ended: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def on_incoming(call: IncomingCall) -> None:
        async def follow() -> None:
            async for _ in call.events():
                pass
            ended.set_result(True)

        call.accept(sdp=b"v=0\r\nm=image 4000 udptl t38\r\n")
        following.append(asyncio.create_task(follow()))

    following: list[asyncio.Task[None]] = []
    async with trunk_to(on_incoming) as trunk:
        told = await run(trunk.place(phone="79161234567", caller="74951234567"))
        assert await ended
    assert isinstance(told[-1], legs.Ended)
    assert told[-1].outcome is Outcome.PROVIDER_ERROR
    assert told[-1].detail.startswith("answer_without_usable_sound")
    assert not any(isinstance(event, legs.Answered) for event in told)


async def test_a_key_told_in_two_ways_counts_once() -> None:
    def on_incoming(call: IncomingCall) -> None:
        async def follow() -> None:
            async for event in call.events():
                if isinstance(event, Confirmed):
                    call.send_info_digit("5")
                    call.send_info_digit("6")

        call.accept(sdp=answer(call))
        following.append(asyncio.create_task(follow()))

    following: list[asyncio.Task[None]] = []
    async with trunk_to(on_incoming) as trunk:
        leg = trunk.place(phone="79161234567", caller="")
        told: list[str] = []

        def on_event(event: legs.LegEvent) -> None:
            if isinstance(event, legs.Answered):
                leg.on_sound(media.DigitReceived(stream=0, digit="5", duration_ms=160))
            if isinstance(event, legs.KeyPressed):
                told.append(event.digit)
            if event == legs.KeyPressed("6"):
                leg.hang_up()

        await leg.run(on_event)
    assert told == ["5", "6"]


async def test_a_silent_far_end_is_not_called() -> None:
    nobody = await Endpoint.open(host=HERE, port=0)
    port = nobody.port
    await nobody.close()
    trunk = await Trunks.open(side=Side(), specs=[TrunkSpec(name="town", host=HERE, port=port)])
    with pytest.raises(TrunkAway):
        trunk.place(phone="79161234567", caller="")
    assert not await trunk.check()
    await trunk.close()


async def test_a_far_end_too_busy_for_our_question_is_there_while_it_answers_calls() -> None:
    class Busy(Endpoint):
        deaf = False

        def receive(self, packet: bytes, source: tuple[str, int]) -> None:
            if not (self.deaf and packet.startswith(b"OPTIONS")):
                super().receive(packet, source)

    far = await Busy.open(host=HERE, port=0, on_incoming=lambda call: call.reject(status=486))
    trunk = await Trunks.open(side=Side(), specs=[TrunkSpec(name="town", host=HERE, port=far.port)])
    assert await trunk.check()
    assert isinstance(far, Busy)
    far.deaf = True
    asking = asyncio.create_task(trunk.check())
    await asyncio.sleep(0)
    await run(trunk.place(phone="79161234567", caller=""))
    assert await asking
    assert not await trunk.check()
    await trunk.close()
    await far.close()


async def test_giving_up_before_the_answer_cancels() -> None:
    cancelled: list[str] = []

    def on_incoming(call: IncomingCall) -> None:
        async def follow() -> None:
            async for event in call.events():
                cancelled.append(type(event).__name__)

        call.ring()
        following.append(asyncio.create_task(follow()))

    following: list[asyncio.Task[None]] = []
    async with trunk_to(on_incoming) as trunk:
        leg = trunk.place(phone="79161234567", caller="")
        told: list[legs.LegEvent] = []

        def on_event(event: legs.LegEvent) -> None:
            told.append(event)
            if isinstance(event, legs.Ringing):
                leg.hang_up()

        await leg.run(on_event)
        await asyncio.gather(*following)
    assert cancelled == ["Cancelled"]
    assert told == [legs.Ringing(), legs.Ended(Outcome.NO_ANSWER, "", 487, 0, rang=True)]
