"""What may happen to one call besides the people table: limits, odd keys, machines, a leaving gateway."""

import asyncio
import copy
from pathlib import Path
from typing import Any

import pytest

from rupor.engine.flow.tests.flows import MENU, one_node
from rupor.engine.ports import Clip, Outcome
from rupor.processes.voice.tests import rig
from rupor.simulators.phone_network import people, voices

LISTENS, PRESSES, RINGS_OUT, MACHINE, ASSISTANT, SILENT = (
    "79160000000",
    "79160000001",
    "79160000005",
    "79160000007",
    "79160000049",
    "79160000029",
)
PLAYBACK = one_node(cards=[{"do": "play", "material": "campaign"}])


async def test_nobody_answers_in_time(tmp_path: Path) -> None:
    async with rig.rig(tmp_path) as line:
        result = await line.call(RINGS_OUT, answer_wait_seconds=1)
    assert (result.outcome, result.sip_status, result.talk_seconds) == (Outcome.NO_ANSWER, 487, 0.0)
    assert result.ring_seconds >= 1.0
    assert len(line.seen("cancel")) == 1


async def test_the_longest_talk_ends_the_call(tmp_path: Path) -> None:
    async with rig.rig(tmp_path) as line:
        result = await line.call(LISTENS, max_talk_seconds=1, action_wait_seconds=30)
    assert (result.outcome, result.hung_up_by, result.detail) == (Outcome.ANSWERED, "near", "longest_talk")
    assert result.path == ["answer"]


async def test_a_flow_without_questions_plays_and_leaves(tmp_path: Path) -> None:
    async with rig.rig(tmp_path) as line:
        result = await line.call(LISTENS, flow=PLAYBACK)
    assert (result.path, result.listened_percent, result.recording) == (["a"], 100, "")
    assert line.seen("end")[0]["heard_seconds"] == pytest.approx(rig.CLIP_SECONDS, abs=0.1)


async def test_the_campaign_may_ask_for_a_recording(tmp_path: Path) -> None:
    async with rig.rig(tmp_path) as line:
        result = await line.call(LISTENS, flow=PLAYBACK, record=True)
    recording = rig.listen(tmp_path / result.recording)
    hello = voices.PITCH_HERTZ[people.Voice.HELLO]
    assert rig.Recording.share(recording.far, hertz=hello, width=40) > 0.3
    assert rig.Recording.share(recording.near, hertz=hello, width=40) < 0.01


async def test_a_machine_is_left_when_the_order_asks(tmp_path: Path) -> None:
    async with rig.rig(tmp_path, pace=0.8) as line:
        asked = {"detect_machine": True, "flow": PLAYBACK, "clips": {"campaign": Clip(material=1, prompt="long.wav")}}
        rig.write_clip(tmp_path, name="long.wav", seconds=8)
        results = await asyncio.gather(
            line.call(MACHINE, attempt=1, **asked),
            line.call(ASSISTANT, attempt=2, **asked),
            line.call(LISTENS, attempt=3, **asked),
            line.call(SILENT, attempt=4, **asked),
            line.call(MACHINE, attempt=5, **{**asked, "detect_machine": False}),
        )
    assert [result.machine for result in results] == [True, True, False, False, False]
    assert [result.listened_percent < 100 for result in results[:2]] == [True, True]
    assert [result.listened_percent for result in results[2:]] == [100, 100, 100]


async def test_silence_ends_the_call_when_the_order_asks(tmp_path: Path) -> None:
    asking = copy.deepcopy(MENU)
    del asking["nodes"]["answer"]["branches"][3], asking["nodes"]["bye"]
    async with rig.rig(tmp_path) as line:
        await line.call(LISTENS, attempt=1, flow=asking, detect_silence=True)
        await line.call(LISTENS, attempt=2, flow=asking)
    assert [end["heard_times"] for end in line.seen("end")] == [1, 2]


async def test_a_leaving_gateway_hangs_up_and_says_so(tmp_path: Path) -> None:
    async with rig.rig(tmp_path) as line:

        async def stop_when(what: str) -> None:
            await rig.until(lambda: bool(line.seen(what)))
            for call in list(line.carrier.calls):
                call.stop()

        ringing, _ = await asyncio.gather(line.call(RINGS_OUT, attempt=1), stop_when("ring"))
        talking, _ = await asyncio.gather(line.call(LISTENS, attempt=2), stop_when("answer"))
    assert (ringing.outcome, ringing.detail) == (Outcome.CANCELLED, "gateway_stopped")
    assert (talking.outcome, talking.hung_up_by, talking.detail) == (Outcome.ANSWERED, "near", "gateway_stopped")


async def test_a_key_before_recognition_starts_is_heard_but_not_obeyed(tmp_path: Path) -> None:
    late = copy.deepcopy(MENU)
    late["nodes"]["answer"]["cards"][1]["recognition_start_seconds"] = 30
    two_words = {"campaign": Clip(material=1, prompt="pauses.wav")}
    clips: dict[str, Any] = {"13": Clip(1, "clip.wav"), "14": Clip(1, "clip.wav"), **two_words}
    async with rig.rig(tmp_path) as line:
        _write_with_pause(tmp_path)
        result = await line.call(PRESSES, flow=late, clips=clips)
    # The first press falls into the pause of the clip, too early; the second comes after it.
    assert (result.digits, result.path) == ("11", ["answer", "interested"])
    assert result.listened_percent == 100


def _write_with_pause(folder: Path) -> None:
    rig.write_clip(folder, name="part.wav", seconds=0.5)
    word = (folder / "part.wav").read_bytes()[44:]
    content = word + bytes(16000) + word
    header = bytearray((folder / "part.wav").read_bytes()[:44])
    header[4:8] = (36 + len(content)).to_bytes(4, "little")
    header[40:44] = len(content).to_bytes(4, "little")
    (folder / "pauses.wav").write_bytes(bytes(header) + content)
