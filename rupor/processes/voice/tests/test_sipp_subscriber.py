"""SIPp as the subscriber presses a key: the lead is marked, the SMS is owed, both sides are on the recording."""

import asyncio
import shutil
import struct
from pathlib import Path

import numpy as np

from rupor.engine.flow.tests.flows import question, with_nodes
from rupor.engine.ports import Outcome
from rupor.media import g711
from rupor.processes.gateway import testing
from rupor.processes.voice.tests import rig

SCENARIO = Path(__file__).parent / "sipp" / "presses.xml"
PLAY = {"do": "play", "material": "campaign"}
TONE_HERTZ = 440
TONE_SECONDS = 1.2


def write_tone_pcap(path: Path) -> None:
    """A-law packets of 20 ms as tcpdump would have caught them on an Ethernet wire."""
    at = np.arange(int(8000 * TONE_SECONDS)) / 8000
    codes = g711.encode(samples=(np.sin(2 * np.pi * TONE_HERTZ * at) * 8000).astype(np.int16), law=g711.PCMA)
    packets = [struct.pack("<IHHiIII", 0xA1B2C3D4, 2, 4, 0, 0, 65535, 1)]
    for number in range(len(codes) // 160):
        sound = codes[number * 160 : number * 160 + 160].tobytes()
        rtp = struct.pack("!BBHII", 0x80, 8, number, number * 160, 0x5155) + sound
        udp = struct.pack("!HHHH", 4000, 4002, 8 + len(rtp), 0) + rtp
        address = bytes([127, 0, 0, 1])
        ip = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(udp), number, 0, 64, 17, 0) + address + address + udp
        frame = bytes(12) + b"\x08\x00" + ip
        microseconds = number * 20_000
        packets.append(
            struct.pack("<IIII", microseconds // 10**6, microseconds % 10**6, len(frame), len(frame)) + frame
        )
    path.write_bytes(b"".join(packets))


async def test_a_key_pressed_by_sipp_marks_the_lead_and_the_recording_holds_both_sides(tmp_path: Path) -> None:
    port = testing.free_port()
    write_tone_pcap(tmp_path / "tone.pcap")
    shutil.copy(SCENARIO, tmp_path)
    command = ["sipp", "-sf", SCENARIO.name, "-i", "127.0.0.1", "-p", str(port), "-m", "1", "-nostdin"]
    command += ["-mp", str(testing.free_port() & ~1), "-timeout", "60", "-timeout_error", "-deadcall_wait", "0"]
    async with rig.rig(tmp_path, sipp_port=port) as line:
        sipp = await asyncio.create_subprocess_exec(
            *command, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        result = await line.call("79161234567", action_wait_seconds=5)
        screen, _ = await sipp.communicate()
    assert sipp.returncode == 0, screen.decode("utf-8", "replace")[-2000:]
    assert (result.outcome, result.digits, result.path) == (Outcome.ANSWERED, "1", ["answer", "interested"])
    assert line.sink.kinds(1) == ["answered", "lead", "sms_requested", "finished"]
    recording = rig.listen(tmp_path / result.recording)
    assert rig.Recording.share(recording.far, hertz=TONE_HERTZ) > 0.9
    assert rig.Recording.share(recording.near, hertz=rig.CLIP_HERTZ) > 0.9
    assert loud_seconds(recording.far) > 0.9 * TONE_SECONDS
    assert loud_seconds(recording.near) > 1.8 * rig.CLIP_SECONDS


async def test_two_subscribers_of_sipp_are_joined_and_both_are_told_and_recorded(tmp_path: Path) -> None:
    port = testing.free_port()
    write_tone_pcap(tmp_path / "tone.pcap")
    shutil.copy(SCENARIO, tmp_path)
    command = ["sipp", "-sf", SCENARIO.name, "-i", "127.0.0.1", "-p", str(port), "-m", "2", "-nostdin"]
    command += ["-mp", str(testing.free_port() & ~1), "-timeout", "60", "-timeout_error", "-deadcall_wait", "0"]
    operator = {"do": "transfer", "operators": [{"kind": "phone", "to": "74951112233"}]}
    flow = with_nodes(
        a={**question({"when": "key", "value": "1", "to": "b"}), "cards": [{"do": "record"}, PLAY]},
        b={"cards": [operator]},
    )
    async with rig.rig(tmp_path, sipp_port=port) as line:
        sipp = await asyncio.create_subprocess_exec(
            *command, cwd=tmp_path, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        result = await line.call("79161234567", flow=flow, action_wait_seconds=5, max_talk_seconds=9)
        screen, _ = await sipp.communicate()
    assert sipp.returncode == 0, screen.decode("utf-8", "replace")[-2000:]
    assert line.sink.kinds(1) == ["answered", "transferred", "finished"]
    taken = line.sink.of(1)[1]
    assert (taken.phone, taken.call is not None and taken.call.outcome) == ("74951112233", Outcome.ANSWERED)
    assert (result.transferred_to, result.digits, result.path) == ("74951112233", "1", ["a", "b"])
    recording = rig.listen(tmp_path / result.recording)
    assert rig.Recording.share(recording.near, hertz=TONE_HERTZ) > 0.1, "the person heard the operator's tone"
    assert rig.Recording.share(recording.far, hertz=TONE_HERTZ) > 0.9


def loud_seconds(side: "np.ndarray[tuple[int, ...], np.dtype[np.int16]]") -> float:
    """How long the side sounds at all."""
    frames = side[: len(side) // 160 * 160].reshape(-1, 160).astype(float)
    return float((np.sqrt((frames**2).mean(axis=1)) > 500).sum()) * 0.02
