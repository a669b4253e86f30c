"""Chooses the limits of a verdict on the tuning half: the voices that `train.py` kept aside.

    .venv/bin/python training/amd/limits.py --folder /tmp/amd --clips 4000 --weights rupor/processes/voice/answering.npz

The testing half is not opened here. The best are written to stdout; `deciding.Limits` holds what was chosen.
"""

import argparse
import itertools
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from rupor.engine.dialing.answer_detection import Ear, Judge, deciding, together
from rupor.engine.dialing.answer_detection.deciding import Limits
from rupor.engine.dialing.answer_detection.tones import Tones
from rupor.processes.bench.amd import labelled, scripts

STEPS = 64
ASIDE_EVERY = 6
NEVER = Limits(
    waits_seconds=99,
    little_waits_seconds=99,
    person_share=2,
    machine_share=2,
    late_seconds=99,
    last_seconds=99,
    silence_seconds=99,
)
GRID = {
    "waits_seconds": (0.5, 0.65, 0.8),
    "waits_share": (0.3, 0.5, 0.7),
    "little_waits_seconds": (1.0, 1.3),
    "person_share": (0.8, 0.9, 0.97),
    "machine_share": (0.95, 0.98, 0.99, 0.995),
    "machine_spoken_seconds": (1.0, 1.5),
    "late_share": (0.8, 0.9, 0.95),
    "last_share": (0.5, 0.7, 0.85),
}
PERSON_WRONG_COST = 10.0


@dataclass(frozen=True)
class Seen:
    """What `deciding` looks at, at one instant of one call."""

    now: float
    onset: float | None
    speaking: bool
    quiet: float
    spoken: float
    shares: tuple[float, ...]


def walked(sounds: list[np.ndarray], judge: Judge) -> list[list[Seen]]:
    """Every call without a verdict, step by step."""
    ears = [Ear(limits=NEVER) for _ in sounds]
    seen: list[list[Seen]] = [[] for _ in sounds]
    for step in range(STEPS):
        pieces = [
            (ear, sound[step * 800 : step * 800 + 800].tobytes()) for ear, sound in zip(ears, sounds, strict=True)
        ]
        together.hear(pieces=pieces, judge=judge)
        for ear, steps in zip(ears, seen, strict=True):
            rhythm = ear.rhythm
            if ear.decision is None and ear.shares is not None:
                steps.append(Seen(rhythm.now, rhythm.onset, rhythm.speaking, rhythm.quiet, rhythm.spoken, ear.shares))
    return seen


def combinations() -> Iterator[Limits]:
    """The whole grid."""
    for values in itertools.product(*GRID.values()):
        yield replace(deciding.LIMITS, **dict(zip(GRID, values, strict=True)))


def judged(calls: list[list[Seen]], people: list[bool], limits: Limits) -> tuple[float, float, float, float]:
    """Shares of people and of machines taken for the other, and the 95th percentiles of their verdicts' instants."""
    wrong, at = {True: 0, False: 0}, {True: [0.0], False: [0.0]}
    for steps, person in zip(calls, people, strict=True):
        for seen in steps:
            found = deciding.decide(rhythm=seen, tones=Tones(), shares=seen.shares, limits=limits)  # type: ignore[arg-type]
            if found is not None:
                wrong[person] += found.verdict.human != person
                at[person].append(found.at_seconds)
                break
    count = {kind: max(1, people.count(kind)) for kind in (True, False)}
    p95 = {kind: float(np.percentile(at[kind], 95)) for kind in (True, False)}
    return wrong[True] / count[True], wrong[False] / count[False], p95[True], p95[False]


def main() -> None:
    """Prints the ten best of the grid."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--clips", type=int, default=4000)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--every", type=int, default=7, help="only each so-many-th combination")
    given = parser.parse_args()
    made = labelled.load(folder=given.folder, half="tune", clips=given.clips, seed=1)
    aside = set(sorted({script.voice for script in made.scripts})[::ASIDE_EVERY])
    wanted = (*scripts.PEOPLE, "machine", "assistant", "announcement")
    kept = [
        (script, sound)
        for script, sound in zip(made.scripts, made.sounds, strict=True)
        if script.voice in aside and script.kind in wanted and not script.sit
    ]
    judge = Judge(weights=given.weights.read_bytes())
    calls = walked([sound for _, sound in kept], judge)
    people = [script.kind in scripts.PEOPLE for script, _ in kept]
    scored = []
    for limits in itertools.islice(combinations(), 0, None, given.every):
        figures = judged(calls, people, limits)
        cost = PERSON_WRONG_COST * figures[0] + figures[1] + 0.1 * max(0, figures[2] - 2) + 0.1 * max(0, figures[3] - 4)
        scored.append((cost, figures, limits))
    for cost, figures, limits in sorted(scored, key=lambda each: each[0])[:10]:
        values = {name: getattr(limits, name) for name in GRID}
        sys.stdout.write(f"{cost:.3f} {[round(each, 3) for each in figures]} {values}\n")


if __name__ == "__main__":
    main()
