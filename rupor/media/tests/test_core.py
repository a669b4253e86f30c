"""The core as a whole: many streams, their ports, their end."""

import asyncio
import itertools
import socket
from typing import Any

import numpy as np
import pytest

from rupor import media
from rupor.media.tests import far_side
from rupor.media.tests.conftest import FIRST_PORT
from rupor.media.tests.test_sending import noise, prompt, sound


async def test_a_hundred_streams_play_record_and_hear_at_once(line: Any, tmp_path: Any) -> None:
    shared, given = prompt(noise(0.6)), noise(0.6)
    line.fars += [await far_side.far_side() for _ in range(100)]
    calls = [(line.core.stream(), far) for far in line.fars]
    for n, (stream, far) in enumerate(calls):
        far.near = stream.port
        stream.record(tmp_path / f"{stream.id}.wav")
        stream.play(shared)
        codec = "PCMA" if n % 2 else "PCMU"
        stream.connect(host="127.0.0.1", port=far.port, codec=codec, event_payload=far_side.EVENT)
        far.press(stream.id % 10, [(160, False), (320, True)])
    await line.until(lambda: len(line.events(media.PlayFinished)) == 100)
    for stream, _ in calls:
        stream.pause_sending(True)
    await line.until(lambda: len(line.events(media.DigitReceived)) == 100)
    await line.until(lambda: all(far.ear.loud >= 30 for _, far in calls))
    assert {(e.stream, e.digit) for e in line.events(media.DigitReceived)} == {
        (stream.id, str(stream.id % 10)) for stream, _ in calls
    }
    for _, far in calls:
        packets = far.packets
        assert {(b.sequence - a.sequence) % 65536 for a, b in itertools.pairwise(packets)} == {1}
        heard = sound(packets)
        at = int(np.correlate(heard, given, mode="valid").argmax())
        assert np.corrcoef(heard[at : at + len(given)], given)[0, 1] > 0.999
    for stream, _ in calls:
        stream.close()
    await line.until(lambda: len(line.events(media.RecordingDone)) == 100)
    assert {e.error for e in line.events(media.RecordingDone)} == {""}
    await line.until(lambda: line.core.stats()["streams"] == 0)


async def test_closing_while_playing_sends_no_more_and_frees_the_ports(line: Any) -> None:
    stream, far = await line.call()
    stream.play(prompt(noise(5)))
    await line.until(lambda: len(far.ear.heard) >= 5)
    report = stream.close()
    await asyncio.sleep(0.05)
    heard = len(far.ear.heard)
    await asyncio.sleep(0.1)
    assert len(far.ear.heard) == heard == report.packets_sent
    assert line.events(media.PlayFinished) == []
    for port in (stream.port, stream.port + 1):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as again:
            again.bind(("127.0.0.1", port))


async def test_a_closed_stream_refuses_work_and_repeats_its_report(line: Any) -> None:
    stream, far = await line.call()
    await line.until(lambda: len(far.ear.heard) >= 2)
    report = stream.close()
    assert stream.close() == report
    for wanted in (
        lambda: stream.play(prompt(noise(0.1))),
        lambda: stream.send_digits("1"),
        lambda: stream.connect(host="127.0.0.1", port=9, codec="PCMU", event_payload=None),
        stream.stop_playing,
    ):
        with pytest.raises(media.StreamClosed):
            wanted()


async def test_an_unconnected_stream_is_silent_and_deaf(line: Any) -> None:
    stream, far = line.core.stream(), await far_side.far_side()
    line.fars.append(far)
    far.near = stream.port
    await far.speak(b"\xff" * 160 * 5)
    assert far.ear.heard == []
    report = stream.close()
    assert (report.packets_sent, report.packets_received) == (0, 0)


async def test_the_range_of_ports_is_the_limit_and_ports_come_back(kind: str) -> None:
    core = media.open_core(
        kind=kind,
        host="127.0.0.1",
        ports=(FIRST_PORT + 1500, FIRST_PORT + 1507),
        on_event=[].append,
        loop=asyncio.get_running_loop(),
    )
    streams = [core.stream() for _ in range(4)]
    assert [stream.port % 2 for stream in streams] == [0] * 4
    with pytest.raises(media.NoFreePort):
        core.stream()
    streams[2].close()
    assert core.stream().port == streams[2].port
    core.close()


async def test_a_name_is_no_address(line: Any) -> None:
    stream = line.core.stream()
    with pytest.raises(ValueError, match="numeric"):
        stream.connect(host="phone.example.com", port=4000, codec="PCMU", event_payload=None)


async def test_streams_opened_and_closed_without_pause_leave_nothing(line: Any) -> None:
    for _ in range(300):
        stream = line.core.stream()
        stream.connect(host="127.0.0.1", port=9, codec="PCMA", event_payload=101)
        stream.close()
    await line.until(lambda: line.core.stats()["streams"] == 0)
    stats = line.core.stats()
    assert (stats["recordings"], stats["events_lost"]) == (0, 0)


async def test_ipv6_speaks_too(kind: str) -> None:
    heard: list[bytes] = []
    core = media.open_core(
        kind=kind,
        host="::1",
        ports=(FIRST_PORT + 1510, FIRST_PORT + 1560),
        on_event=[].append,
        loop=asyncio.get_running_loop(),
    )
    with socket.socket(socket.AF_INET6, socket.SOCK_DGRAM) as far:
        far.bind(("::1", 0))
        far.setblocking(False)
        core.stream().connect(host="::1", port=far.getsockname()[1], codec="PCMU", event_payload=None)
        async with asyncio.timeout(30):
            heard.append(await asyncio.get_running_loop().sock_recv(far, 2000))
    core.close()
    assert len(heard[0]) == 172
