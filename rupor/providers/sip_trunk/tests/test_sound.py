"""Sound through the trunk, to the far telephone and back: listening, music while one waits, two calls made one."""

import asyncio
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import numpy as np

from rupor import media
from rupor.engine import legs
from rupor.engine.trunks import TrunkSpec
from rupor.media.tests import far_side
from rupor.protocols import sdp
from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.incoming import IncomingCall
from rupor.providers.sip_trunk.leg import SipLeg
from rupor.providers.sip_trunk.provider import Trunks
from rupor.providers.sip_trunk.side import Side

HERE = "127.0.0.1"


class Telephones:
    """Far telephones that answer at once and really speak and hear; or a network that says why it will not ring."""

    def __init__(self, *, announcement: bytes | None = None) -> None:
        self.announcement = announcement
        self.fars: list[far_side.FarSide] = []
        self.answering: list[asyncio.Task[None]] = []

    def ring(self, call: IncomingCall) -> None:
        self.answering.append(asyncio.create_task(self._answer(call)))

    async def _answer(self, call: IncomingCall) -> None:
        far = await far_side.far_side(first_port=24_000)
        offered = sdp.read(call.sdp or b"")
        far.near = offered.port
        body, _ = sdp.answer(offered=call.sdp or b"", host=HERE, port=far.port, session_id=7)
        self.fars.append(far)
        if self.announcement is not None:
            call.progress(sdp=body)
            await far.speak(self.announcement)
            call.reject(status=404, q850_cause=1)
            return
        call.accept(sdp=body)
        async for _event in call.events():
            pass


async def until(condition: object) -> None:
    async with asyncio.timeout(30):
        while not condition():  # type: ignore[operator]  # noqa: ASYNC110 (sound goes by other threads)
            await asyncio.sleep(0.01)


@asynccontextmanager
async def talking(count: int) -> AsyncIterator[tuple[list[SipLeg], list[far_side.FarSide]]]:
    phones = Telephones()
    far = await Endpoint.open(host=HERE, port=0, on_incoming=phones.ring)
    trunk = await Trunks.open(side=Side(), specs=[TrunkSpec(name="town", host=HERE, port=far.port)])
    assert await trunk.check()
    placed, running, answered = [], [], 0

    def on_event(event: legs.LegEvent) -> None:
        nonlocal answered
        answered += isinstance(event, legs.Answered)

    try:
        for n in range(count):
            placed.append(trunk.place(phone=f"7916123456{n}", caller=""))
            running.append(asyncio.create_task(placed[-1].run(on_event)))
            await until(lambda: answered == len(placed))
        yield placed, phones.fars
    finally:
        for leg in placed:
            leg.hang_up()
        await asyncio.gather(*running)
        await trunk.close()
        await far.close()
        for phone in phones.fars:
            phone.close()
        for task in phones.answering:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


def tone_prompt(hertz: float, seconds: float) -> media.Prompt:
    return media.Prompt.from_pcm16(far_side.tone(hertz, seconds).astype("<i2").tobytes())


def pitch(far: far_side.FarSide, *, after: int = 0) -> float:
    loud = [p for p in far.packets[after:] if p.payload_type in (0, 8) and len(set(p.payload)) > 2]
    heard = [far_side.linear(p.payload, p.payload_type) for p in loud]
    return far_side.strongest_hertz(np.concatenate(heard)) if heard else 0.0


async def test_music_goes_on_until_it_is_stopped() -> None:
    async with talking(1) as ([leg], [far]):
        leg.play(tone_prompt(800, 0.1), endless=True)
        await until(lambda: far.ear.loud >= 25)
        assert abs(pitch(far) - 800) < 20
        assert leg.stop_playing() >= 0.5


async def test_the_far_telephone_is_listened_to_and_after_the_end_nothing_is_wrong() -> None:
    heard: list[bytes] = []
    async with talking(1) as ([leg], [far]):
        leg.listen(heard.append)
        await far.speak(far_side.mu_law(far_side.tone(600, 0.6)))
        await until(lambda: len(b"".join(heard)) >= 9600)
        samples = np.frombuffer(b"".join(heard), dtype=np.int16).astype(float)
        assert abs(far_side.strongest_hertz(samples) - 600) < 10
    leg.listen(heard.append)
    leg.join(None)


async def test_two_calls_joined_hear_one_another() -> None:
    async with talking(2) as ([first, second], [one, two]):
        first.join(second)
        tones = [far_side.mu_law(far_side.tone(hertz, 0.8)) for hertz in (500, 1300)]
        await asyncio.gather(one.speak(tones[0]), two.speak(tones[1]))
        await until(lambda: one.ear.loud >= 20 and two.ear.loud >= 20)
        assert abs(pitch(one) - 1300) < 20
        assert abs(pitch(two) - 500) < 20


async def test_what_the_network_says_before_the_answer_is_heard_and_recorded(tmp_path: Path) -> None:
    phones = Telephones(announcement=far_side.mu_law(far_side.tone(950, 0.8)))
    far = await Endpoint.open(host=HERE, port=0, on_incoming=phones.ring)
    trunk = await Trunks.open(side=Side(), specs=[TrunkSpec(name="town", host=HERE, port=far.port)])
    assert await trunk.check()
    told: list[legs.LegEvent] = []
    heard: list[bytes] = []
    leg = trunk.place(phone="79161234567", caller="")

    def on_event(event: legs.LegEvent) -> None:
        told.append(event)
        if event == legs.Ringing(early=True):
            leg.listen(heard.append)
            leg.record(tmp_path / "early.wav")

    report = await leg.run(on_event)
    await asyncio.gather(*phones.answering)
    await trunk.close()
    await far.close()
    phones.fars[0].close()
    assert isinstance(told[-1], legs.Ended)
    assert (told[-1].sip_status, told[-1].q850_cause) == (404, 1)
    samples = np.frombuffer(b"".join(heard), dtype=np.int16).astype(float)
    assert abs(far_side.strongest_hertz(samples) - 950) < 10
    assert report.recorded
    with wave.open(str(tmp_path / "early.wav")) as file:
        left = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")[::2].astype(float)
    assert abs(far_side.strongest_hertz(left) - 950) < 10
