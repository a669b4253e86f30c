"""`rupor bench amd`: the confusion of the detector on the half that tuned nothing, its speed and its cost.

`--quick` hears 200 clips. `--replay FOLDER` hears recordings of real calls instead of the made set.
"""

from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rupor import settings
from rupor.engine.dialing.answer_detection import Verdict
from rupor.processes.bench.amd import hearing, labelled, replaying, scripts, stage
from rupor.processes.bench.amd.hearing import Heard
from rupor.processes.bench.amd.scripts import Script
from rupor.processes.voice import ears

CLIPS = 2400
QUICK_CLIPS = 200
SEED = 1


def run(*, seconds: float, quick: bool, replay: str = "") -> dict[str, Any]:
    """The figures of the testing half; the set is kept in the home folder."""
    judge = ears.judge()
    if replay:
        return {"judge": judge is not None, "recordings": replaying.replay(folder=Path(replay), judge=judge)}
    clips = QUICK_CLIPS if quick else CLIPS
    made = labelled.load(folder=settings.load().home / "bench" / "amd", half="test", clips=clips, seed=SEED)
    found = hearing.hear(sounds=made.sounds, judge=judge)
    whole = hearing.hear(sounds=[sound for _, sound in _beeping(made)], judge=judge, to_the_end=True)
    return {
        "clips": clips,
        "judge": judge is not None,
        "voices": sorted({script.voice for script in made.scripts}),
        **figures(scripts=made.scripts, heard=found.heard),
        "beeps_heard": sum(bool(each.beeps) for each in whole.heard),
        "beeps": len(whole.heard),
        "beeps_where_there_are_none": sum(
            bool(each.beeps) for script, each in zip(made.scripts, found.heard, strict=True) if not script.beep
        ),
        "microseconds_per_second_of_sound": round(found.microseconds_per_second),
        "share_of_a_core_for_1000_calls": round(found.microseconds_per_second / 1000, 2),
    }


def figures(*, scripts: Sequence[Script], heard: Sequence[Heard]) -> dict[str, Any]:
    """The matrix by kind and verdict, the two shares of mistakes, the instants of verdicts."""
    matrix: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    instants: dict[str, list[float]] = defaultdict(list)
    for script, each in zip(scripts, heard, strict=True):
        verdict = each.decision.verdict if each.decision else Verdict.PERSON
        matrix[script.kind][verdict.value] += 1
        if each.decision:
            instants[script.kind].append(each.decision.at_seconds)
    return {
        "confusion": {kind: dict(matrix[kind]) for kind in _ordered(matrix)},
        "person_taken_for_machine_share": _share(matrix, PEOPLE, human=False),
        "machine_taken_for_person_share": _share(matrix, SPEAKING_MACHINERY, human=True),
        "any_machinery_taken_for_person_share": _share(matrix, MACHINERY, human=True),
        **_quantiles("person", [at for kind in PEOPLE for at in instants[kind]]),
        **_quantiles("machine", [at for kind in SPEAKING_MACHINERY for at in instants[kind]]),
        "seconds_by_kind": {kind: _quantiles("", instants[kind]) for kind in _ordered(matrix)},
    }


PEOPLE, MACHINERY = scripts.PEOPLE, scripts.MACHINERY
SPEAKING_MACHINERY = ("machine", "assistant", "announcement")


def _ordered(matrix: dict[str, dict[str, int]]) -> list[str]:
    return [kind for kind in scripts.KINDS if kind in matrix]


def _share(matrix: dict[str, dict[str, int]], kinds: Sequence[str], *, human: bool) -> float:
    counted = [(Verdict(verdict).human, n) for kind in kinds for verdict, n in matrix[kind].items()]
    wrong = sum(n for is_human, n in counted if is_human == human)
    return round(wrong / max(1, sum(n for _, n in counted)), 4)


def _quantiles(name: str, seconds: list[float]) -> dict[str, float]:
    if not seconds:
        return {}
    before = f"{name}_seconds_" if name else ""
    return {f"{before}p{q}": round(float(np.percentile(seconds, q)), 2) for q in (50, 95)}


def _beeping(made: labelled.Labelled) -> list[tuple[Script, Any]]:
    return [pair for pair in zip(made.scripts, made.sounds, strict=True) if stage.to_beep(pair[0])]
