"""What arrives: digits, speech, silence, counts, and who may be heard at all."""

import asyncio
import random
import socket
import struct
from typing import Any

import numpy as np
import pytest

from rupor import media
from rupor.media.tests import far_side
from rupor.media.tests.test_sending import noise, prompt

GROWING = [(160, False), (320, False), (480, False), (640, True), (640, True), (640, True)]


@pytest.mark.parametrize(
    ("durations", "repeat", "told_ms"),
    [
        (GROWING, 1, 80),
        (GROWING, 3, 80),
        (GROWING[:1] + GROWING[3:], 1, 80),
        (GROWING[3:], 1, 80),
        (GROWING[:3], 1, 60),
        (GROWING[:2] + GROWING[3:4] + GROWING[2:3], 1, 80),
    ],
    ids=["whole", "every packet thrice", "middle lost", "only the ends", "ends lost", "a straggler after the end"],
)
async def test_a_press_is_told_once(line: Any, durations: Any, repeat: int, told_ms: int) -> None:
    stream, far = await line.call()
    far.press(5, durations, repeat=repeat)
    await line.until(lambda: line.events(media.DigitReceived))
    far.press(10, GROWING)
    await line.until(lambda: len(line.events(media.DigitReceived)) > 1)
    first, second = line.events(media.DigitReceived)
    assert (first, second) == (
        media.DigitReceived(stream.id, "5", told_ms),
        media.DigitReceived(stream.id, "*", 80),
    )


async def test_a_press_tells_how_much_of_the_prompt_was_played_before_it(line: Any) -> None:
    stream, far = await line.call()
    stream.play(prompt(noise(3)))
    await line.until(lambda: far.ear.loud >= 25)
    before = stream.played_seconds
    far.press(5, [(160, False), (800, True)])
    await line.until(lambda: line.events(media.DigitReceived))
    pressed = line.events(media.DigitReceived)[0]
    assert before - 0.1 <= pressed.played_seconds <= stream.played_seconds - pressed.duration_ms / 1000
    assert stream.stop_playing() > pressed.played_seconds > 0.3


async def test_presses_sent_in_a_burst_are_all_told(line: Any) -> None:
    _, far = await line.call()
    for key in (1, 2, 3, 4, 5, 6, 7, 8, 9, 0):
        far.press(key, GROWING)
    await line.until(lambda: len(line.events(media.DigitReceived)) >= 10)
    assert "".join(e.digit for e in line.events(media.DigitReceived)) == "1234567890"


async def test_tones_are_sent_and_heard_where_events_were_not_agreed(line: Any) -> None:
    caller, robot = line.core.stream(), line.core.stream()
    caller.connect(host="127.0.0.1", port=robot.port, codec="PCMA", event_payload=None)
    robot.connect(host="127.0.0.1", port=caller.port, codec="PCMA", event_payload=None, detect_tones=True)
    caller.send_digits("159#0D", duration_ms=100, gap_ms=80)
    await line.until(lambda: len(line.events(media.DigitReceived)) >= 6)
    heard = line.events(media.DigitReceived)
    assert "".join(e.digit for e in heard) == "159#0D"
    assert {e.stream for e in heard} == {robot.id}
    assert all(60 <= e.duration_ms <= 120 for e in heard)


async def test_noise_and_music_are_no_digits(line: Any) -> None:
    _, far = await line.call(detect_tones=True)
    chord = sum(far_side.tone(hertz, 0.5, 3000) for hertz in (697, 1000, 1209, 1600))
    await far.speak(far_side.mu_law(np.concatenate([noise(0.5), chord, far_side.tone(770, 0.3)])))
    far.press(3, GROWING)
    await line.until(lambda: line.events(media.DigitReceived))
    assert [e.digit for e in line.events(media.DigitReceived)] == ["3"]


async def test_speech_is_told_with_its_bounds(line: Any) -> None:
    stream, far = await line.call()
    quiet = np.random.default_rng(1).normal(0, 20, 4800)
    await far.speak(far_side.mu_law(np.concatenate([quiet, far_side.tone(300, 0.8, 6000), quiet, quiet])))
    await line.until(lambda: line.events(media.SpeechStopped))
    started, stopped = line.events(media.SpeechStarted), line.events(media.SpeechStopped)
    assert [e.stream for e in started + stopped] == [stream.id] * 2
    assert stopped[0].at_seconds - started[0].at_seconds > 0.4


async def test_speech_that_breaks_off_with_its_packets_has_stopped(line: Any) -> None:
    _, far = await line.call()
    await far.speak(far_side.mu_law(far_side.tone(300, 0.3, 6000)))
    await line.until(lambda: line.events(media.SpeechStopped))
    assert len(line.events(media.SpeechStarted)) == 1


async def test_a_short_click_is_no_speech(line: Any) -> None:
    stream, far = await line.call()
    click = np.concatenate([far_side.tone(900, 0.02, 9000), np.zeros(3200)])
    await far.speak(far_side.mu_law(click))
    assert line.events(media.SpeechStarted) == []
    assert stream.close().packets_received >= 20, "the last one may still be on its way"


async def test_a_silent_far_side_is_told_once_for_each_silence(line: Any) -> None:
    stream, far = await line.call()
    await line.until(lambda: line.events(media.FarSilent))
    await asyncio.sleep(0.3)
    assert len(line.events(media.FarSilent)) == 1
    assert line.events(media.FarSilent)[0].stream == stream.id
    far.send(b"\xff" * 160)
    await line.until(lambda: len(line.events(media.FarSilent)) == 2)


async def test_loss_and_changes_of_source_and_codec_are_counted_and_borne(line: Any) -> None:
    stream, far = await line.call()
    for n in range(20):
        if n in (5, 6, 11):
            far.step()
        else:
            far.send(b"\xff" * 160)
    far.ssrc, far.sequence, far.timestamp = 99, 30_000, 5
    far.send(b"\xd5" * 160, payload_type=far_side.PCMA)
    far.step()
    far.send(b"\xff" * 160)
    far.send(b"\xff" * 160, payload_type=77)
    await line.until(lambda: line.core.stats()["packets_received"] >= 20)
    await asyncio.sleep(0.05)
    report = stream.close()
    assert (report.packets_received, report.lost, report.strange) == (19, 4, 1)


async def test_jitter_and_late_packets_follow_the_networks_clock(line: Any) -> None:
    stream, far = await line.call()
    await far.speak(b"\xff" * 160 * 10)
    await asyncio.sleep(0.15)
    await far.speak(b"\xff" * 160 * 5)
    report = stream.close()
    assert report.late >= 1
    assert report.jitter_ms > 1


async def test_sound_goes_where_the_far_side_really_is(line: Any) -> None:
    stream, announced = await line.call()
    behind_nat = await far_side.far_side()
    line.fars.append(behind_nat)
    behind_nat.near = stream.port
    await behind_nat.speak(b"\xff" * 160 * 5)
    await line.until(lambda: len(behind_nat.ear.heard) >= 5)
    heard = len(announced.ear.heard)
    await line.until(lambda: len(behind_nat.ear.heard) >= 15)
    assert len(announced.ear.heard) <= heard + 1


async def test_sound_goes_where_announced_when_symmetry_is_off(line: Any) -> None:
    stream, announced = await line.call(symmetric=False)
    other = await far_side.far_side()
    line.fars.append(other)
    other.near = stream.port
    await other.speak(b"\xff" * 160 * 5)
    heard = len(announced.ear.heard)
    await line.until(lambda: len(announced.ear.heard) >= heard + 10)
    assert other.ear.heard == []
    assert stream.close().packets_received == 5


async def test_an_intruder_is_neither_heard_nor_answered(line: Any) -> None:
    stream, far = await line.call()
    intruder = await far_side.far_side()
    line.fars.append(intruder)
    intruder.near = stream.port
    await far.speak(b"\xff" * 160 * 3)
    for _ in range(5):
        intruder.press(1, GROWING)
        await far.speak(b"\xff" * 160 * 3)
    assert line.events(media.DigitReceived) == []
    assert intruder.ear.heard == []
    report = stream.close()
    assert (report.packets_received, report.foreign) == (18, 30)


async def test_a_far_side_that_moved_by_signalling_is_followed(line: Any) -> None:
    stream, first = await line.call()
    await first.speak(b"\xff" * 160 * 3)
    second = await far_side.far_side()
    line.fars.append(second)
    second.near = stream.port
    stream.connect(host="127.0.0.1", port=second.port, codec="PCMA", event_payload=96)
    first.send(b"\xff" * 160)
    await second.speak(b"\xff" * 160 * 3)
    await line.until(lambda: len(second.ear.heard) >= 5)
    assert second.packets[-1].payload_type == 8


async def test_noise_on_both_ports_harms_nothing(line: Any) -> None:
    stream, far = await line.call(detect_tones=True)
    chance = random.Random(3)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as noisy:
        noisy.bind(("127.0.0.1", 0))
        for n in range(3000):
            junk = bytearray(chance.randbytes(chance.randrange(0, 200)))
            if len(junk) > 12 and n % 2:
                junk[0] = 0x80 | (junk[0] & 0x3F)
                junk[1] = chance.choice((0, 8, 13, 101, 200, 201, 203))
            far.rtp.sendto(bytes(junk), ("127.0.0.1", stream.port + n % 2 * chance.randrange(2)))
            if n % 100 == 0:
                await asyncio.sleep(0.01)
    before = len(far.ear.heard)
    await line.until(lambda: len(far.ear.heard) >= before + 10)
    report = stream.close()
    assert report.strange > 100


async def test_reports_are_sent_and_those_of_the_far_side_understood(line: Any) -> None:
    stream, far = await line.call()
    stream.play(prompt(noise(1)))
    await far.speak(b"\xff" * 160 * 30)
    await line.until(lambda: any(data[1] == 200 and data[0] & 31 == 1 for data in far.reports))
    report = next(data for data in far.reports if data[1] == 200 and data[0] & 31 == 1)
    words = struct.unpack(f"!{len(report) // 4}I", report)
    ssrc, ntp_high, ntp_low, _, packets, octets, about, loss, highest = words[1:10]
    assert ssrc == far.packets[0].ssrc
    assert about == far.ssrc
    assert loss == 0
    assert highest > 65_530
    assert 0 < packets <= len(far.packets)
    assert octets == packets * 160
    description = words[words[0] % 65536 + 1 :]
    assert description[0] >> 16 == 0x81CA
    assert len(description) == description[0] % 65536 + 1
    last = (ntp_high & 0xFFFF) << 16 | ntp_low >> 16
    block = struct.pack("!IIIIII", ssrc, 64 << 24 | 3, 9, 40, last, 0)
    sender = struct.pack("!IQIII", far.ssrc, ntp_high << 32 | ntp_low, 0, 1, 160)
    far.rtcp.sendto(struct.pack("!BBH", 0x81, 200, 12) + sender + block, ("127.0.0.1", stream.port + 1))
    seen = len(far.reports)
    await line.until(lambda: len(far.reports) >= seen + 2)
    assert struct.unpack("!I", far.reports[-1][44:48])[0] == last
    closed = stream.close()
    assert closed.far_rtcp is not None
    assert closed.far_rtcp.loss == pytest.approx(0.25)
    assert closed.far_rtcp.jitter_ms == pytest.approx(5)
    assert closed.far_rtcp.rtt_ms > 0


async def test_closing_says_goodbye(line: Any) -> None:
    stream, far = await line.call()
    await line.until(lambda: len(far.ear.heard) >= 3)
    stream.close()
    await line.until(lambda: far.reports and far.reports[-1][-8:-4] == b"\x81\xcb\x00\x01")
    assert far.reports[-1][-4:] == struct.pack("!I", far.packets[0].ssrc)
