"""A small net that hears what is said: bands of sound in, shares of the classes out, ten times a second, many calls at
once. Three looks over 0.2, 0.6 and 1.8 s, a memory of the whole call, and the rhythm beside them.

The weights come from `training/amd`; nothing here opens a file. Without them the rhythm alone decides.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rupor.engine.dialing.answer_detection import sound
from rupor.engine.dialing.answer_detection.rhythm import Rhythm
from rupor.engine.dialing.answer_detection.verdicts import Verdict

CLASSES = (Verdict.PERSON, Verdict.MACHINE, Verdict.ASSISTANT, Verdict.ANNOUNCEMENT, Verdict.SILENCE)
STEP_FRAMES = 5
INPUTS = sound.BANDS + 2
FIRST_FRAMES, SECOND_STEPS, THIRD_STEPS, THIRD_APART = 10, 5, 4, 4
UNITS = 64
RHYTHM = 10

Floats = NDArray[np.float32]


def inputs(*, frames: sound.Frames, floors: Sequence[float]) -> Floats:
    """What the net hears of each frame: (n, 18)."""
    heard = np.empty((len(floors), INPUTS), np.float32)
    heard[:, : sound.BANDS] = frames.bands
    heard[:, : sound.BANDS] /= 20
    heard[:, sound.BANDS] = np.clip((frames.level - np.asarray(floors, np.float32)) / 20, -1, 2)
    heard[:, sound.BANDS + 1] = frames.voicing
    return heard


def rhythm_of(rhythm: Rhythm, *, held_seconds: float) -> list[float]:
    """What the net is told beside the sound; seconds, clipped, and a few counts."""
    onset = rhythm.onset
    return [
        min(rhythm.now, 8.0) / 4,
        min(rhythm.now - onset, 8.0) / 4 if onset is not None else 0.0,
        float(onset is not None),
        min(rhythm.spoken, 6.0) / 3,
        min(rhythm.longest, 4.0) / 2,
        min(rhythm.stretch, 4.0) / 2,
        min(rhythm.quiet, 3.0),
        min(len(rhythm.stretches), 8) / 4,
        float(rhythm.speaking),
        min(held_seconds, 2.0),
    ]


@dataclass
class Memory:
    """What the net keeps of one call."""

    heard: Floats = field(default_factory=lambda: np.zeros((FIRST_FRAMES, INPUTS), np.float32))
    first: Floats = field(default_factory=lambda: np.zeros((SECOND_STEPS, UNITS), np.float32))
    second: Floats = field(default_factory=lambda: np.zeros(((THIRD_STEPS - 1) * THIRD_APART + 1, UNITS), np.float32))
    total: Floats = field(default_factory=lambda: np.zeros(UNITS, np.float32))
    most: Floats = field(default_factory=lambda: np.zeros(UNITS, np.float32))
    steps: int = 0


class Judge:
    """One for all calls; the calls' memories are given and kept by them."""

    def __init__(self, *, weights: bytes) -> None:
        """`weights` is a file of numpy's own kind (npz) with `w1 b1 w2 b2 w3 b3 w4 b4 w5 b5`."""
        with np.load(io.BytesIO(weights)) as kept:
            self._layers = [
                (kept[f"w{n}"].astype(np.float32), kept[f"b{n}"].astype(np.float32)) for n in (1, 2, 3, 4, 5)
            ]

    def weigh(self, *, memories: Sequence[Memory], heard: Sequence[Floats], rhythms: Sequence[list[float]]) -> Any:
        """The shares of `CLASSES` after the next 0.1 s of each call: (n, 5). `heard` holds five frames of each."""
        for memory, piece in zip(memories, heard, strict=True):
            memory.heard = np.concatenate([memory.heard[STEP_FRAMES:], piece])
        first = self._layer(0, np.stack([memory.heard.ravel() for memory in memories]))
        for memory, row in zip(memories, first, strict=True):
            memory.first = np.concatenate([memory.first[1:], row[None]])
        second = self._layer(1, np.stack([memory.first.ravel() for memory in memories]))
        for memory, row in zip(memories, second, strict=True):
            memory.second = np.concatenate([memory.second[1:], row[None]])
        third = self._layer(2, np.stack([memory.second[::THIRD_APART].ravel() for memory in memories]))
        whole = np.empty((len(memories), 3 * UNITS + RHYTHM), np.float32)
        for place, (memory, row) in enumerate(zip(memories, third, strict=True)):
            memory.steps += 1
            memory.total = memory.total + row
            memory.most = np.maximum(memory.most, row)
            whole[place, :UNITS] = row
            whole[place, UNITS : 2 * UNITS] = memory.total / memory.steps
            whole[place, 2 * UNITS : 3 * UNITS] = memory.most
        whole[:, 3 * UNITS :] = rhythms
        weights, bias = self._layers[4]
        scores = self._layer(3, whole) @ weights + bias
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        return shares / shares.sum(axis=1, keepdims=True)

    def _layer(self, number: int, given: Floats) -> Floats:
        weights, bias = self._layers[number]
        return np.asarray(np.maximum(given @ weights + bias, 0), np.float32)
