"""What leaves: order, clock, sound, digits, silence, hold."""

import asyncio
import gc
import itertools
from typing import Any

import numpy as np
import pytest

from rupor import media
from rupor.media.tests import far_side


def noise(seconds: float) -> Any:
    return np.random.default_rng(7).normal(0, 3000, round(seconds * 8000))


def prompt(samples: Any) -> media.Prompt:
    return media.Prompt.from_pcm16(np.asarray(samples).astype("<i2").tobytes())


def sound(packets: list[far_side.Packet]) -> Any:
    return np.concatenate([far_side.linear(p.payload, p.payload_type) for p in packets if len(p.payload) == 160])


async def test_silence_flows_in_order_on_an_even_clock(line: Any) -> None:
    stream, far = await line.call(codec="PCMA")
    await line.until(lambda: len(far.ear.heard) >= 25)
    packets = far.packets
    assert {p.payload_type for p in packets} == {8}
    assert len({p.ssrc for p in packets}) == 1
    assert {(b.sequence - a.sequence) % 65536 for a, b in itertools.pairwise(packets)} == {1}
    assert {(b.timestamp - a.timestamp) % 2**32 for a, b in itertools.pairwise(packets)} == {160}
    assert [p.marker for p in packets] == [True] + [False] * (len(packets) - 1)
    assert {p.payload for p in packets} == {b"\xd5" * 160}
    assert {p.port for p in packets} == {stream.port}


@pytest.mark.parametrize(("codec", "payload_type"), [("PCMU", 0), ("PCMA", 8)])
async def test_a_prompt_is_heard_as_it_was_given(line: Any, codec: str, payload_type: int) -> None:
    stream, far = await line.call(codec=codec)
    given = noise(0.5)
    stream.play(prompt(given))
    await line.until(lambda: line.events(media.PlayFinished))
    await line.until(lambda: len(far.ear.heard) >= 28)
    assert {p.payload_type for p in far.packets} == {payload_type}
    heard = sound(far.packets)
    lags = np.correlate(heard, given, mode="valid")
    at = int(lags.argmax())
    assert at % 160 == 0
    assert np.corrcoef(heard[at : at + len(given)], given)[0, 1] > 0.999
    assert line.events(media.PlayFinished) == [media.PlayFinished(stream.id, 0.5)]


async def test_the_last_part_of_a_frame_is_played_and_filled_with_silence(line: Any) -> None:
    stream, far = await line.call()
    stream.play(prompt(far_side.tone(400, 0.05)))
    await line.until(lambda: line.events(media.PlayFinished))
    assert line.events(media.PlayFinished)[0].seconds == pytest.approx(0.05)
    await line.until(lambda: len([p for p in far.packets if p.payload != b"\xff" * 160]) >= 3)
    assert [p.payload for p in far.packets if p.payload != b"\xff" * 160][2][80:] == b"\xff" * 80


async def test_playing_starts_where_asked(line: Any) -> None:
    stream, far = await line.call()
    stream.play(prompt(np.concatenate([far_side.tone(400, 0.4), far_side.tone(1500, 0.3)])), start_seconds=0.4)
    await line.until(lambda: line.events(media.PlayFinished))
    assert line.events(media.PlayFinished)[0].seconds == pytest.approx(0.3)
    await line.until(lambda: len([p for p in far.packets if p.payload != b"\xff" * 160]) >= 15)
    loud = [p for p in far.packets if p.payload != b"\xff" * 160]
    assert far_side.strongest_hertz(sound(loud)) == pytest.approx(1500, abs=5)


async def test_start_beyond_the_end_finishes_at_once(line: Any) -> None:
    stream, _ = await line.call()
    stream.play(prompt(noise(0.2)), start_seconds=9.0)
    await line.until(lambda: line.events(media.PlayFinished))
    assert line.events(media.PlayFinished) == [media.PlayFinished(stream.id, 0.0)]


async def test_an_endless_prompt_begins_anew_without_a_seam_until_it_is_stopped(line: Any) -> None:
    stream, far = await line.call()
    given = far_side.tone(400, 0.05)
    stream.play(prompt(given), start_seconds=0.03, endless=True)
    await line.until(lambda: far.ear.loud >= 20)
    played = stream.played_seconds
    assert played >= 0.38
    assert stream.stop_playing() >= played
    assert stream.played_seconds == 0
    loud = sound([p for p in far.packets if p.payload != b"\xff" * 160][:20])
    assert np.corrcoef(loud, np.tile(given, 9)[240 : 240 + len(loud)])[0, 1] > 0.999
    assert line.events(media.PlayFinished) == []


async def test_an_endless_prompt_of_nothing_is_finished_at_once(line: Any) -> None:
    stream, _ = await line.call()
    stream.play(prompt([]), endless=True)
    await line.until(lambda: line.events(media.PlayFinished))


async def test_played_seconds_grow_while_it_plays(line: Any) -> None:
    stream, far = await line.call()
    stream.play(prompt(noise(1)))
    await line.until(lambda: far.ear.loud >= 10)
    assert 0.2 <= stream.played_seconds <= 1
    await line.until(lambda: line.events(media.PlayFinished))
    assert stream.played_seconds == 0


async def test_stopping_tells_how_much_was_played_and_brings_silence(line: Any) -> None:
    stream, far = await line.call()
    stream.play(prompt(noise(5)))
    await line.until(lambda: len(far.ear.heard) >= 15)
    played = stream.stop_playing()
    await line.until(lambda: far.packets[-1].payload == b"\xff" * 160)
    loud = [p for p in far.packets if p.payload != b"\xff" * 160]
    assert played == pytest.approx(len(loud) * 0.02)
    assert stream.stop_playing() == 0
    assert line.events(media.PlayFinished) == []


async def test_a_replaced_prompt_never_tells_its_end(line: Any) -> None:
    stream, _far = await line.call()
    for _ in range(20):
        stream.play(prompt(noise(0.02)))
        await asyncio.sleep(0.02)
    already = len(line.told)
    stream.play(prompt(noise(4)))
    stream.play(prompt(noise(0.1)))
    await line.until(lambda: any(e.seconds == pytest.approx(0.1) for e in line.told[already:]))
    assert [round(e.seconds, 2) for e in line.told[already:]] == [0.1]


async def test_a_prompt_nobody_holds_plays_to_its_end(line: Any) -> None:
    stream, _ = await line.call()
    stream.play(prompt(noise(0.4)))
    gc.collect()
    await line.until(lambda: line.events(media.PlayFinished))


async def test_digits_leave_as_events_that_grow_and_end_three_times(line: Any) -> None:
    stream, far = await line.call()
    await line.until(lambda: len(far.ear.heard) >= 5)
    stream.send_digits("4#", duration_ms=100, gap_ms=60)
    await line.until(lambda: len([p for p in far.packets if p.payload_type == far_side.EVENT]) >= 14)
    await line.until(lambda: far.packets[-1].payload_type == 0)
    events = [p for p in far.packets if p.payload_type == far_side.EVENT]
    assert len(events) == 14
    for key, press in ((4, events[:7]), (11, events[7:])):
        assert {p.payload[0] for p in press} == {key}
        assert len({p.timestamp for p in press}) == 1
        assert [int.from_bytes(p.payload[2:]) for p in press] == [160, 320, 480, 640, 800, 800, 800]
        assert [p.payload[1] >> 7 for p in press] == [0, 0, 0, 0, 1, 1, 1]
        assert [p.marker for p in press] == [True] + [False] * 6
    packets = far.packets
    assert {(b.sequence - a.sequence) % 65536 for a, b in itertools.pairwise(packets)} == {1}
    first, last = packets[0], packets[-1]
    assert (last.timestamp - first.timestamp) % 2**32 == 160 * (len(packets) - 1)
    assert (events[7].timestamp - events[0].timestamp) % 2**32 == 8 * 160


async def test_the_prompt_waits_while_digits_are_sent(line: Any) -> None:
    stream, far = await line.call()
    given = noise(0.6)
    stream.play(prompt(given))
    await line.until(lambda: len(far.ear.heard) >= 10)
    stream.send_digits("1", duration_ms=60, gap_ms=40)
    await line.until(lambda: line.events(media.PlayFinished))
    await line.until(lambda: far.packets[-1].payload == b"\xff" * 160)
    loud = [p for p in far.packets if p.payload_type == 0 and p.payload != b"\xff" * 160]
    assert len(loud) == 30
    assert np.corrcoef(sound(loud), given)[0, 1] > 0.999


async def test_on_hold_nothing_is_sent_and_the_clock_goes_on(line: Any) -> None:
    stream, far = await line.call()
    await line.until(lambda: len(far.ear.heard) >= 5)
    stream.pause_sending(True)
    await asyncio.sleep(0.06)
    held = len(far.ear.heard)
    await asyncio.sleep(0.3)
    assert len(far.ear.heard) == held
    stream.pause_sending(False)
    await line.until(lambda: len(far.ear.heard) >= held + 3)
    before, after = far.packets[held - 1], far.packets[held]
    assert after.marker
    assert after.sequence == (before.sequence + 1) % 65536
    assert (after.timestamp - before.timestamp) % 2**32 >= 160 * 10


async def test_keys_that_no_telephone_has_are_refused(line: Any) -> None:
    stream, _ = await line.call()
    for wrong in ("", "12x", "5 "):
        with pytest.raises(ValueError, match="keys"):
            stream.send_digits(wrong)
    with pytest.raises(media.TooManyDigits):
        stream.send_digits("1" * 65)
