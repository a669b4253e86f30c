"""Chooses the limits of a verdict on voices and words that a net has not met, within the tuning half.

    .venv/bin/python training/amd/limits.py --folder SET --features more.npz --weights fold.npz

The net is one taught on `clips.py` alone, so it knows no words of the bench's tuning half and not the voices that were
kept aside; the calls are those of the tuning half in these voices.

The testing half is not opened here. The best are written to stdout; `deciding.Limits` holds what was chosen. The cost:
ten times the share of people taken for machines, the share of machines taken for people, and a tenth for each second
that a 95th percentile lies beyond its aim (2 s for people, 4 s for machines).
"""

import argparse
import itertools
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rupor.engine.dialing.answer_detection import Ear, Judge, deciding, together
from rupor.engine.dialing.answer_detection.deciding import Limits
from rupor.processes.bench.amd import labelled

STEPS = 64
PIECE = 800
AT_ONCE = 200
PEOPLE = ("private", "business")
MACHINERY = ("machine", "assistant", "announcement")
NEVER = Limits(waits_seconds=99, little_waits_seconds=99, person_share=2, machine_share=2, late_seconds=99,
               last_seconds=99, silence_seconds=99)  # fmt: skip
GRID = {
    "waits_seconds": (0.5, 0.6, 0.75),
    "waits_share": (0.15, 0.3, 0.5, 0.7),
    "little_seconds": (0.8, 1.2),
    "little_waits_seconds": (0.75, 1.0),
    "person_share": (0.6, 0.7, 0.8, 0.9),
    "machine_share": (0.95, 0.98, 0.99, 0.995),
    "machine_spoken_seconds": (1.0, 1.5),
    "late_seconds": (2.8, 3.2, 3.4),
    "late_share": (0.85, 0.93),
    "last_seconds": (3.6, 4.0, 6.0),
    "last_share": (0.7, 0.75, 0.8, 0.85),
}
PERSON_WRONG_COST = 10.0
TRIED = 1200


@dataclass(frozen=True)
class Walk:
    """What `deciding` looks at, call by step."""

    now: NDArray[Any]
    spoke: NDArray[Any]
    speaking: NDArray[Any]
    quiet: NDArray[Any]
    spoken: NDArray[Any]
    human: NDArray[Any]


def walked(sounds: NDArray[np.int16], judge: Judge) -> Walk:
    """Every call without a verdict, step by step."""
    rows = []
    for first in range(0, len(sounds), AT_ONCE):
        some = sounds[first : first + AT_ONCE]
        ears = [Ear(limits=NEVER) for _ in some]
        for step in range(STEPS):
            pieces = [
                (ear, sound[step * PIECE : (step + 1) * PIECE].tobytes()) for ear, sound in zip(ears, some, strict=True)
            ]
            together.hear(pieces=pieces, judge=judge)
            rows.append([_seen(ear) for ear in ears])
    blocks = [np.array(rows[begin : begin + STEPS]).transpose(1, 0, 2) for begin in range(0, len(rows), STEPS)]
    whole = np.concatenate(blocks)
    return Walk(*(whole[:, :, place] for place in range(6)))


def _seen(ear: Ear) -> tuple[float, ...]:
    rhythm, shares = ear.rhythm, ear.shares or (1.0, 0, 0, 0, 0)
    return rhythm.now, rhythm.onset is not None, rhythm.speaking, rhythm.quiet, rhythm.spoken, shares[0] + shares[4]


def judged(walk: Walk, people: NDArray[np.bool_], limits: Limits) -> tuple[float, float, float, float]:
    """Shares of people and of machines taken for the other, and the 95th percentiles of their verdicts' instants.

    The conditions are those of `deciding` in the same order.
    """
    spoke, human, now = walk.spoke > 0, walk.human, walk.now
    waits = spoke & ~(walk.speaking > 0)
    machine = 1 - human
    is_person = waits & (walk.quiet >= limits.waits_seconds) & (human >= limits.waits_share)
    is_person |= waits & (walk.spoken <= limits.little_seconds) & (walk.quiet >= limits.little_waits_seconds)
    is_person |= spoke & (human >= limits.person_share) & (walk.spoken >= limits.person_spoken_seconds)
    nobody = ~spoke & (now >= limits.silence_seconds)
    is_machine = spoke & (machine >= limits.machine_share) & (walk.spoken >= limits.machine_spoken_seconds)
    is_machine |= spoke & (now >= limits.late_seconds) & (machine >= limits.late_share)
    last = spoke & (now >= limits.last_seconds)
    is_machine |= (last & (machine >= limits.last_share)) | (nobody & (machine > limits.machine_share))
    known = is_person | is_machine | last | nobody
    first = np.where(known.any(1), known.argmax(1), known.shape[1] - 1)
    calls = np.arange(len(people))
    said_machine = is_machine[calls, first] & ~is_person[calls, first]
    at = now[calls, first]
    return (
        float(said_machine[people].mean()),
        float((~said_machine[~people]).mean()),
        float(np.percentile(at[people], 95)),
        float(np.percentile(at[~people], 95)),
    )


def cost(figures: tuple[float, float, float, float]) -> float:
    """What the figures cost, see above."""
    late = max(0, figures[2] - 2) + max(0, figures[3] - 4)
    return PERSON_WRONG_COST * figures[0] + figures[1] + 0.1 * late


def combinations() -> Iterator[Limits]:
    """Some of the grid, by chance; the first is what holds now."""
    yield deciding.LIMITS
    every = list(itertools.product(*GRID.values()))
    for place in np.random.default_rng(1).permutation(len(every))[:TRIED]:
        yield replace(deciding.LIMITS, **dict(zip(GRID, every[place], strict=True)))


def main() -> None:
    """Prints the ten best of the grid."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--clips", type=int, default=4000)
    parser.add_argument("--features", type=Path, required=True, help="of clips.py: tells the voices kept aside")
    parser.add_argument("--weights", type=Path, required=True)
    given = parser.parse_args()
    with np.load(given.features) as kept:
        voices = set(kept["voice"][kept["aside"]].tolist())
    made = labelled.load(folder=given.folder, half="tune", clips=given.clips, seed=1)
    wanted = [
        (script.kind in PEOPLE, sound[: STEPS * PIECE])
        for script, sound in zip(made.scripts, made.sounds, strict=True)
        if script.voice in voices and script.kind in (*PEOPLE, *MACHINERY) and not script.sit
    ]
    walk = walked(np.array([sound for _, sound in wanted]), Judge(weights=given.weights.read_bytes()))
    people = np.array([person for person, _ in wanted])
    scored = [(figures := judged(walk, people, limits), limits) for limits in combinations()]
    sys.stdout.write(f"now: {np.round(scored[0][0], 3).tolist()}\n")
    for figures, limits in sorted(scored, key=lambda each: cost(each[0]))[:10]:
        values = {name: getattr(limits, name) for name in GRID}
        sys.stdout.write(f"{cost(figures):.3f} {np.round(figures, 3).tolist()} {values}\n")


if __name__ == "__main__":
    main()
