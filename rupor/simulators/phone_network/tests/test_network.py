"""The network in the box by itself: who lives where, what repeats, what the judge writes, calls it makes to us."""

import asyncio
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rupor import media
from rupor.media import g711
from rupor.protocols import sdp
from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.incoming import IncomingCall
from rupor.simulators.phone_network import people, voices
from rupor.simulators.phone_network.__main__ import read_arguments
from rupor.simulators.phone_network.hearing import Hearing
from rupor.simulators.phone_network.network import NetworkConfig, PhoneNetwork

HERE = "127.0.0.1"


@pytest.mark.parametrize(
    ("phone", "kind"),
    [
        ("79160000000", "listens"),
        ("79160000001", "presses_1"),
        ("79160000008", "slow"),
        ("79160000009", "congestion"),
        ("79160000019", "refuses"),
        ("79160000099", "crosses_bye"),
        ("79160000049", "assistant"),
        ("79160000007", "machine"),
        ("79160001117", "spoken_machine"),
        ("79160001166", "early_words"),
        ("79160001150", "business"),
        ("", "no_such_number"),
        ("anonymous", "no_such_number"),
    ],
)
def test_the_last_digits_set_the_person(phone: str, kind: str) -> None:
    assert people.person(phone).kind == kind


def test_the_same_seed_rings_as_long() -> None:
    who = people.person("79160000001")
    rings = [people.ring_seconds(who=who, phone="79160000001", seed=seed) for seed in (1, 1, 2)]
    assert rings[0] == rings[1] != rings[2]
    assert all(0.8 <= ring <= 2.5 for ring in rings)


@pytest.mark.parametrize("voice", list(voices.SECONDS))
def test_every_voice_has_its_pitch(voice: people.Voice) -> None:
    sound = voices.sound(voice=voice, pace=1.0)
    samples = g711.decode(codes=np.frombuffer(sound.pcma, dtype=np.uint8), law=g711.PCMA)
    spectrum = np.abs(np.fft.rfft(samples.astype(float)))
    loudest = float(np.fft.rfftfreq(len(samples), 1 / 8000)[int(spectrum.argmax())])
    assert loudest == pytest.approx(voices.PITCH_HERTZ[voice], abs=6)


def test_hearing_adds_up() -> None:
    heard = Hearing()
    heard.begins(1.0)
    heard.ends(2.5)
    heard.begins(4.0)
    assert (heard.speaking, heard.times, heard.total_seconds(now_seconds=5.0)) == (True, 2, 2.5)


def test_the_command_line_is_understood() -> None:
    given = ["--port", "0", "--seed", "7", "--pace", "0.5", "--log", "n.jsonl", "--rtp-ports", "30000-30100"]
    config = read_arguments(given)
    assert (config.port, config.seed, config.pace, config.rtp_ports) == (0, 7, 0.5, (30000, 30100))
    assert config.log == Path("n.jsonl")


def test_the_process_serves_until_told_to_leave(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "rupor.simulators.phone_network", "--port", "0", "--log", str(tmp_path / "n")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert b"listens on 127.0.0.1:" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    assert process.wait() == 0
    process.stdout.close()


async def test_a_subscriber_calls_us_and_presses_a_key(tmp_path: Path) -> None:
    heard: list[media.MediaEvent] = []
    over = asyncio.Event()
    core = media.open_core(host=HERE, ports=(20000, 29999), on_event=heard.append, loop=asyncio.get_running_loop())
    stream = core.stream()
    told: list[tuple[str, str]] = []

    def on_incoming(call: IncomingCall) -> None:
        told.append((call.from_user, call.to_user))
        body, far = sdp.answer(offered=call.sdp or b"", host=HERE, port=stream.port, session_id=1)
        stream.connect(host=far.host, port=far.port, codec=far.codec, event_payload=far.event_payload)
        call.accept(sdp=body)
        stream.play(voices.sound(voice=people.Voice.YES, pace=2.0))
        following.append(asyncio.create_task(follow(call)))

    async def follow(call: IncomingCall) -> None:
        while not any(isinstance(event, media.DigitReceived) for event in heard):  # noqa: ASYNC110
            await asyncio.sleep(0.02)
        call.hang_up()
        async for _ in call.events():
            pass
        over.set()

    following: list[asyncio.Task[None]] = []
    ours = await Endpoint.open(host=HERE, port=0, on_incoming=on_incoming)
    network = await PhoneNetwork.open(config=NetworkConfig(port=0, pace=0.1, log=tmp_path / "n.jsonl"))
    network.dial(target=(HERE, ours.port), phone="79160000002", to="74951234567")
    await over.wait()
    await network.close()
    await ours.close()
    core.close()
    assert told == [("79160000002", "74951234567")]
    assert [event.digit for event in heard if isinstance(event, media.DigitReceived)] == ["2"]
    assert [line["what"] for line in lines(tmp_path / "n.jsonl")] == ["call", "answer", "digit", "end"]


async def test_a_caller_who_disappears_is_noticed(tmp_path: Path) -> None:
    """A caller killed in the middle sends no BYE: the network must not hold the line for ever."""
    config = NetworkConfig(port=0, pace=0.1, log=tmp_path / "n.jsonl", far_silent_seconds=0.5)
    network = await PhoneNetwork.open(config=config)
    ours = await Endpoint.open(host=HERE, port=0)
    call = ours.call(
        target=(HERE, network.port),
        to_uri=f"sip:79160000000@{HERE}",
        from_uri=f"sip:74951234567@{HERE}",
        sdp=sdp.offer(host=HERE, port=4000, session_id=1),
    )
    told = [type(event).__name__ async for event in call.events()]
    await network.close()
    await ours.close()
    assert told[-2:] == ["Answered", "Ended"]
    assert "lost" in [line["what"] for line in lines(tmp_path / "n.jsonl")]


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]
