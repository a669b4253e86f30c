"""Who answered, over real SIP and RTP with people who speak words, and what is done with machines."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from rupor.engine.flow.tests.flows import one_node
from rupor.engine.ports import CallResult, Clip, MachineAction, Outcome
from rupor.processes.voice.tests import rig

MACHINE, NETWORK, MUSIC, BUSINESS, EARLY = (f"7916000{end}" for end in ("1117", "1147", "1157", "1150", "1166"))
CLIP_SECONDS = 4.0
PLAYBACK = one_node(cards=[{"do": "play", "material": "campaign"}])
NOT_PEOPLE = {"machine", "assistant", "announcement"}


async def calls(line: rig.Rig, *wanted: tuple[str, dict[str, Any]]) -> list[CallResult]:
    """All at once, each with detection and a clip."""
    rig.write_clip(line.storage, name="long.wav", seconds=CLIP_SECONDS)
    common = {"detect_machine": True, "flow": PLAYBACK, "clips": {"campaign": Clip(material=1, prompt="long.wav")}}
    return await asyncio.gather(
        *(line.call(phone, attempt=n, **{**common, **more}) for n, (phone, more) in enumerate(wanted, start=1))
    )


def heard(line: rig.Rig, n: int) -> float:
    """Seconds of our sound, by the network's log; calls are told by their callers."""
    (end,) = [end for end in line.seen("end") if end["caller"] == f"7495000000{n}"]
    return float(end["heard_seconds"])


async def test_each_action_does_with_a_machine_what_it_says(tmp_path: Path) -> None:
    async with rig.rig(tmp_path, pace=0.2) as line:
        actions = (MachineAction.HANG_UP, MachineAction.PLAY, MachineAction.AFTER_BEEP, MachineAction.AS_PERSON)
        wanted = [
            (MACHINE, {"machine_action": action, "caller": f"7495000000{n}"})
            for n, action in enumerate(actions, start=1)
        ]
        results = await calls(line, *wanted)
    assert {result.answered_by for result in results} <= NOT_PEOPLE
    assert [result.machine for result in results] == [True] * 4
    left, played, beeped, as_person = (heard(line, n) for n in (1, 2, 3, 4))
    assert left < CLIP_SECONDS - 0.5
    assert [played, as_person] == pytest.approx([CLIP_SECONDS] * 2, abs=0.3)
    assert beeped > CLIP_SECONDS + 0.5
    assert [result.listened_percent for result in results[1:]] == [100, 100, 100]


async def test_networks_music_and_people_are_told_apart(tmp_path: Path) -> None:
    async with rig.rig(tmp_path, pace=0.2) as line:
        network, music, business, early = await calls(line, (NETWORK, {}), (MUSIC, {}), (BUSINESS, {}), (EARLY, {}))
    assert (network.answered_by, network.machine) == ("announcement", True)
    assert music.answered_by in NOT_PEOPLE
    assert (business.answered_by, business.machine, business.listened_percent) == ("person", False, 100)
    assert (early.outcome, early.answered_by, early.machine) == (Outcome.INVALID, "announcement", False)
