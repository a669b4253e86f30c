"""Where in an utterance the sounds of a phrase are most likely said, and how much worse that is than any sounds at all.

`losses` are steps by sounds: the logarithm of each sound's chance less that of the step's likeliest one, so zero is
the best and the free path costs nothing. A phrase's cost is the sum along its best path, divided by its sounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rupor.providers.basic_recogniser.forms import Form

WORST = -12.0
_NEVER = -1e9
Losses = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Fit:
    """The best place of a form: `score` is at most zero, the mean loss a sound; `begin` and `end` are steps."""

    score: float
    begin: int
    end: int


@dataclass(frozen=True)
class Lattice:
    """Forms made ready: row by row the sounds with a blank between each two, padded."""

    states: NDArray[np.int64]
    lengths: NDArray[np.int64]
    sounds: NDArray[np.int64]

    @classmethod
    def of(cls, forms: Sequence[Form]) -> "Lattice":
        lengths = np.array([2 * len(form.sounds) - 1 for form in forms])
        states = np.zeros((len(forms), int(lengths.max())), np.int64)
        for row, form in enumerate(forms):
            states[row, 0 : lengths[row] : 2] = form.sounds
        return cls(states, lengths, np.array([len(form.sounds) for form in forms]))


def losses(chances: NDArray[np.float32]) -> Losses:
    """From the network's logarithms of chances, steps by sounds."""
    return np.asarray(np.maximum(chances - chances.max(axis=1, keepdims=True), WORST), np.float32)


def fits(lattice: Lattice, seen: Losses) -> list[Fit]:
    """The best place of each form."""
    scores, begins, ends = fit_many(lattice, seen[None])
    return [
        Fit(float(score), int(begin), int(end)) for score, begin, end in zip(scores[0], begins[0], ends[0], strict=True)
    ]


def fit_many(lattice: Lattice, seen: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
    """Scores, first and last steps: lines by forms. `seen` is lines by steps by sounds; padding is all `WORST`."""
    lines, steps, _ = seen.shape
    rows, width = lattice.states.shape
    score = np.full((lines, rows, width), _NEVER, np.float32)
    begin = np.zeros((lines, rows, width), np.int32)
    last = (np.arange(rows), lattice.lengths - 1)
    best = np.full((lines, rows), _NEVER, np.float32)
    best_begin, best_end = np.zeros((lines, rows), np.int32), np.zeros((lines, rows), np.int32)
    # Between sounds the blank may be skipped: a sound is entered from itself, from the blank, or from the sound before.
    skips = np.zeros(width, bool)
    skips[2::2] = True
    for step in range(steps):
        came, came_begin = score.copy(), begin.copy()
        one = np.full_like(score, _NEVER)
        one[:, :, 1:] = score[:, :, :-1]
        better = one > came
        came = np.where(better, one, came)
        came_begin[:, :, 1:] = np.where(better[:, :, 1:], begin[:, :, :-1], came_begin[:, :, 1:])
        two = np.full_like(score, _NEVER)
        two[:, :, 2:] = score[:, :, :-2]
        better = (two > came) & skips
        came = np.where(better, two, came)
        came_begin[:, :, 2:] = np.where(better[:, :, 2:], begin[:, :, :-2], came_begin[:, :, 2:])
        fresh = came[:, :, 0] < 0
        came[:, :, 0] = np.where(fresh, 0.0, came[:, :, 0])
        came_begin[:, :, 0] = np.where(fresh, step, came_begin[:, :, 0])
        score = came + seen[:, step][:, lattice.states]
        begin = came_begin
        finished = score[:, last[0], last[1]]
        better = finished > best
        best = np.where(better, finished, best)
        best_begin = np.where(better, begin[:, last[0], last[1]], best_begin)
        best_end = np.where(better, step, best_end)
    return best / lattice.sounds, best_begin, best_end


def said(seen: Losses) -> NDArray[np.bool_]:
    """At which steps the free path begins a sound."""
    path = seen.argmax(axis=1)
    return np.asarray((path != 0) & (path != np.concatenate([[0], path[:-1]])))
