"""Recordings: both sides, at their true distance in time, whole when told, honest when not."""

import asyncio
import socket
import threading
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rupor import media
from rupor.media.tests import far_side
from rupor.media.tests.conftest import FIRST_PORT
from rupor.media.tests.test_sending import noise, prompt


def sides(path: Path) -> tuple[Any, Any]:
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, 8000)
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").reshape(-1, 2).astype(float)
    return samples[:, 0], samples[:, 1]


async def done(line: Any) -> Any:
    await line.until(lambda: line.events(media.RecordingDone))
    return line.events(media.RecordingDone)[-1]


@pytest.mark.parametrize("codec", ["PCMU", "PCMA"])
async def test_both_sides_are_in_their_channels(line: Any, recording_path: Path, codec: str) -> None:
    stream, far = await line.call(codec=codec)
    stream.record(recording_path)
    stream.play(prompt(far_side.tone(1300, 1.0)))
    await far.speak(far_side.mu_law(far_side.tone(500, 1.0)))
    report = stream.close()
    told = await done(line)
    left, right = sides(recording_path)
    assert told == media.RecordingDone(stream.id, recording_path, len(left) / 8000, "")
    assert report.recorded_seconds == pytest.approx(told.seconds)
    assert far_side.strongest_hertz(left) == pytest.approx(500, abs=3)
    assert far_side.strongest_hertz(right) == pytest.approx(1300, abs=3)
    assert (np.abs(left) > 100).sum() > 6500
    assert not recording_path.with_name("call.wav.part").exists()


def echo(heard: socket.socket) -> None:
    """Sends every packet back as it came, at once, until it is woken by one that is no packet."""
    while True:
        datagram, source = heard.recvfrom(2000)
        if len(datagram) < 12:
            return
        heard.sendto(datagram, source)


async def test_channels_keep_their_distance_in_time(line: Any, recording_path: Path) -> None:
    """An echo that comes back at once must not be an answer before the question, nor much after it."""
    stream = line.core.stream()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as far:
        far.bind(("127.0.0.1", 0))
        mirror = threading.Thread(target=echo, args=(far,))
        mirror.start()
        stream.connect(host="127.0.0.1", port=far.getsockname()[1], codec="PCMU", event_payload=None)
        stream.record(recording_path)
        stream.play(prompt(noise(0.6)))
        await line.until(lambda: line.events(media.PlayFinished))
        await asyncio.sleep(0.1)
        stream.close()
        far.sendto(b"", far.getsockname())
        mirror.join()
    await done(line)
    left, right = sides(recording_path)
    lag = int(np.correlate(left, right, mode="full").argmax()) - (len(right) - 1)
    assert -40 <= lag / 8 <= 160


async def test_changed_order_loss_and_odd_packet_lengths_leave_each_word_in_its_place(
    line: Any, recording_path: Path
) -> None:
    stream, far = await line.call()
    stream.record(recording_path)
    given = noise(0.3)
    audio = far_side.mu_law(given)
    pieces = [audio[at : at + 240] for at in range(0, len(audio), 240)]
    datagrams = []
    for piece in pieces:
        datagrams.append(far.packet(piece))
        far.step(240)
    datagrams[4], datagrams[5] = datagrams[5], datagrams[4]
    del datagrams[7]
    for datagram in datagrams:
        far.rtp.sendto(datagram, ("127.0.0.1", stream.port))
    await asyncio.sleep(0.5)
    stream.close()
    await done(line)
    left, _ = sides(recording_path)
    expected = far_side.linear(audio, far_side.PCMU)
    expected[7 * 240 : 8 * 240] = 0
    at = int(np.correlate(left, expected, mode="valid").argmax())
    assert np.corrcoef(left[at : at + len(expected)], expected)[0, 1] > 0.98


async def test_the_far_sides_change_of_codec_is_written_as_sound(line: Any, recording_path: Path) -> None:
    stream, far = await line.call(codec="PCMA")
    stream.record(recording_path)
    await far.speak(far_side.mu_law(far_side.tone(600, 0.5)), payload_type=far_side.PCMU)
    await asyncio.sleep(0.1)
    stream.close()
    await done(line)
    left, right = sides(recording_path)
    assert far_side.strongest_hertz(left) == pytest.approx(600, abs=5)
    assert np.abs(left).max() == pytest.approx(8000, rel=0.1)
    assert np.abs(right).max() <= 8


async def test_a_second_recording_ends_the_first(line: Any, tmp_path: Path) -> None:
    stream, _ = await line.call()
    stream.record(tmp_path / "one.wav")
    await asyncio.sleep(0.1)
    stream.record(tmp_path / "two.wav")
    await asyncio.sleep(0.1)
    stream.stop_recording()
    await line.until(lambda: len(line.events(media.RecordingDone)) == 2)
    assert {event.path.name for event in line.events(media.RecordingDone)} == {"one.wav", "two.wav"}
    total = sum(event.seconds for event in line.events(media.RecordingDone))
    assert stream.close().recorded_seconds == pytest.approx(total)


async def test_a_recording_of_an_instant_is_still_a_file(line: Any, recording_path: Path) -> None:
    stream = line.core.stream()
    stream.record(recording_path)
    stream.close()
    assert (await done(line)).error == ""
    assert len(sides(recording_path)[0]) >= 0


async def test_a_folder_that_is_not_there_is_said_at_once(line: Any, tmp_path: Path) -> None:
    stream, _ = await line.call()
    with pytest.raises(FileNotFoundError):
        stream.record(tmp_path / "nowhere" / "call.wav")


async def test_a_recording_that_cannot_take_its_name_says_why(line: Any, recording_path: Path) -> None:
    stream, _ = await line.call()
    stream.record(recording_path)
    recording_path.mkdir()  # noqa: ASYNC240
    stream.close()
    told = await done(line)
    assert told.error
    assert recording_path.is_dir()  # noqa: ASYNC240


async def test_closing_the_core_tells_of_every_recording(line: Any, tmp_path: Path) -> None:
    for n in range(5):
        stream, _ = await line.call()
        stream.record(tmp_path / f"{n}.wav")
    line.core.close()
    assert {event.path.name for event in line.events(media.RecordingDone)} == {f"{n}.wav" for n in range(5)}
    assert all(event.path.exists() for event in line.events(media.RecordingDone))


async def test_a_synced_recording_is_the_same_recording(kind: str, recording_path: Path) -> None:
    told: list[media.MediaEvent] = []
    core = media.open_core(
        kind=kind,
        host="127.0.0.1",
        ports=(FIRST_PORT + 1600, FIRST_PORT + 1650),
        on_event=told.append,
        loop=asyncio.get_running_loop(),
        record_sync=True,
    )
    core.stream().record(recording_path)
    core.close()
    assert [type(event) for event in told] == [media.RecordingDone]
    assert recording_path.stat().st_size >= 44  # noqa: ASYNC240
