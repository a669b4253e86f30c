"""Two joined streams: each far side hears the other, presses keys for it, and both are recorded as they heard."""

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rupor import media
from rupor.media.tests import far_side
from rupor.media.tests.conftest import Line
from rupor.media.tests.test_recording import sides
from rupor.media.tests.test_sending import noise, prompt, sound


def hertz_of(far: far_side.FarSide) -> float:
    """The pitch of the last half second that this far side was given to hear."""
    heard = sound(far.packets[-30:])[-4000:]
    return far_side.strongest_hertz(heard) if np.abs(heard).max(initial=0) > 500 else 0.0


async def talk(*, fars: list[far_side.FarSide], hertz: list[float], seconds: float) -> None:
    spoken = [far_side.mu_law(far_side.tone(pitch, seconds, 6000)) for pitch in hertz]
    await asyncio.gather(*(far.speak(audio) for far, audio in zip(fars, spoken, strict=True)))


async def test_the_far_sides_hear_one_another_and_recordings_tell_it(line: Line, tmp_path: Path) -> None:
    (one, far_one), (two, far_two) = await line.call(codec="PCMU"), await line.call(codec="PCMA")
    one.record(tmp_path / "one.wav")
    two.record(tmp_path / "two.wav")
    one.join(two)
    await talk(fars=[far_one, far_two], hertz=[500, 1300], seconds=1.2)
    one.close()
    two.close()
    await line.until(lambda: len(line.events(media.RecordingDone)) == 2)
    for path, left, right in (("one.wav", 500, 1300), ("two.wav", 1300, 500)):
        far, near = sides(tmp_path / path)
        assert far_side.strongest_hertz(far) == pytest.approx(left, abs=3)
        assert far_side.strongest_hertz(near) == pytest.approx(right, abs=3)
    assert far_side.strongest_hertz(sound(far_one.packets)) == pytest.approx(1300, abs=3)
    assert far_side.strongest_hertz(sound(far_two.packets)) == pytest.approx(500, abs=3)
    assert {p.payload_type for p in far_two.packets} == {far_side.PCMA}


async def test_sound_crosses_whole_in_one_law_and_soon(line: Line) -> None:
    (one, far_one), (two, far_two) = await line.call(), await line.call()
    one.join(two)
    audio = far_side.mu_law(noise(0.16))
    pieces = [audio[at : at + 160] for at in range(0, len(audio), 160)]
    before = len(far_two.ear.heard)
    for piece in pieces:
        far_one.send(piece)
    await line.until(lambda: far_two.ear.loud >= len(pieces))
    heard = [p.payload for p in far_two.packets[before:]]
    first = heard.index(pieces[0])
    assert heard[first : first + len(pieces)] == pieces
    assert first <= 10


async def test_what_plays_on_either_is_stopped_and_its_end_not_told(line: Line) -> None:
    (one, _far_one), (two, far_two) = await line.call(), await line.call()
    one.play(prompt(noise(0.2)))
    two.play(prompt(noise(3)), endless=True)
    await line.until(lambda: far_two.ear.loud >= 3)
    one.join(two)
    assert (one.played_seconds, two.played_seconds) == (0, 0)
    before = len(far_two.ear.heard)
    await line.until(lambda: len(far_two.ear.heard) >= before + 25)
    assert far_two.packets[-1].payload == b"\xff" * 160
    assert line.events(media.PlayFinished) == []


async def test_a_clip_played_to_the_joined_is_heard_in_place_of_the_other(line: Line) -> None:
    (one, far_one), (two, far_two) = await line.call(), await line.call()
    one.join(two)
    two.play(prompt(far_side.tone(900, 0.6)))
    await talk(fars=[far_one, far_two], hertz=[500, 1300], seconds=0.6)
    await line.until(lambda: line.events(media.PlayFinished))
    assert far_side.strongest_hertz(sound(far_two.packets)[:4800]) == pytest.approx(900, abs=10)
    await talk(fars=[far_one, far_two], hertz=[500, 1300], seconds=0.8)
    assert hertz_of(far_two) == pytest.approx(500, abs=5)


@pytest.mark.parametrize("event_payload", [far_side.EVENT, None], ids=["as events", "as tones"])
async def test_keys_cross_as_the_other_side_understands_them(line: Line, event_payload: int | None) -> None:
    one, far_one = await line.call()
    two, far_two = await line.call(event_payload=event_payload)
    robot = line.core.stream()
    robot.connect(host="127.0.0.1", port=far_two.port, codec="PCMU", event_payload=None, detect_tones=True)
    one.join(two)
    far_one.press(7, [(160, False), (480, False), (800, True), (800, True)])
    far_one.press(11, [(160, False), (800, True)])
    await line.until(lambda: len(line.events(media.DigitReceived)) == 2)
    assert "".join(e.digit for e in line.events(media.DigitReceived)) == "7#"
    if event_payload is not None:
        await line.until(lambda: len([p for p in far_two.packets if p.payload_type == far_side.EVENT]) >= 10)
        events = [p for p in far_two.packets if p.payload_type == far_side.EVENT]
        assert list(dict.fromkeys(p.payload[0] for p in events)) == [7, 11]
        return
    await line.until(lambda: far_two.ear.loud >= 10)
    spectrum = np.abs(np.fft.rfft(sound([p for p in far_two.packets if len(set(p.payload)) > 2][:5])))
    peaks = np.fft.rfftfreq(800, 1 / 8000)[spectrum.argsort()[-4:]]
    assert min(abs(peaks - 852)) <= 10
    assert min(abs(peaks - 1209)) <= 10


@pytest.mark.parametrize("how", ["parted", "closed", "joined anew"])
async def test_who_is_left_alone_hears_silence_and_lives_on(line: Line, how: str) -> None:
    (one, far_one), (two, far_two), (three, far_three) = [await line.call() for _ in range(3)]
    one.join(two)
    await talk(fars=[far_one, far_two], hertz=[500, 1300], seconds=0.8)
    assert hertz_of(far_one) == pytest.approx(1300, abs=5)
    if how == "parted":
        two.join(None)
    elif how == "closed":
        two.close()
    else:
        two.join(three)
    await talk(fars=[far_two, far_three], hertz=[1300, 1700], seconds=0.8)
    assert hertz_of(far_one) == 0
    assert hertz_of(far_two) == (pytest.approx(1700, abs=5) if how == "joined anew" else pytest.approx(500, abs=900))
    one.play(prompt(far_side.tone(900, 0.8)))
    await line.until(lambda: line.events(media.PlayFinished))
    assert hertz_of(far_one) == pytest.approx(900, abs=5)


async def test_clocks_that_differ_pile_nothing_up(line: Line) -> None:
    """A far side that speaks a tenth too fast for seconds is still heard without growing delay."""
    (one, far_one), (two, far_two) = await line.call(), await line.call()
    one.join(two)
    clock = asyncio.get_running_loop()
    silence, due = far_side.mu_law(np.zeros(160)), clock.time()
    for _ in range(200):
        far_one.send(silence)
        due += 0.018
        await asyncio.sleep(max(0, due - clock.time()))
    before = len(far_two.ear.heard)
    await far_one.speak(far_side.mu_law(far_side.tone(700, 0.5)))
    await line.until(lambda: any(len(set(data[12:])) > 2 for data, _ in far_two.ear.heard[before:]))
    first = next(n for n, (data, _) in enumerate(far_two.ear.heard[before:]) if len(set(data[12:])) > 2)
    assert first * 20 <= 400


async def test_a_stream_is_joined_only_with_another_of_its_core(line: Line, kind: str) -> None:
    one, _ = await line.call()
    with pytest.raises(ValueError, match="another stream"):
        one.join(one)
    other = media.open_core(
        kind=kind,
        host="127.0.0.1",
        ports=(29_000, 29_050),
        on_event=[].append,
        loop=asyncio.get_running_loop(),
    )
    with pytest.raises(ValueError, match="own core"):
        one.join(other.stream())
    other.close()
    closed, _ = await line.call()
    closed.close()
    with pytest.raises(media.StreamClosed):
        one.join(closed)


async def test_joining_and_parting_without_pause_leaves_nothing(line: Line) -> None:
    calls: list[Any] = [await line.call() for _ in range(6)]
    chance = np.random.default_rng(3)
    for _ in range(300):
        one, two = chance.choice(6, 2, replace=False)
        calls[one][0].join(calls[two][0] if chance.random() < 0.8 else None)
        calls[two][1].send(b"\x80" * 160)
        if chance.random() < 0.2:
            await asyncio.sleep(0.001)
    for stream, _ in calls:
        stream.close()
    await line.until(lambda: line.core.stats()["streams"] == 0)
