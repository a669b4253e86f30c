"""The sound of many calls heard at once: one transform and one judgement for all of them make it cheap."""

from collections import deque
from collections.abc import Sequence

import numpy as np

from rupor.engine.dialing.answer_detection import sound
from rupor.engine.dialing.answer_detection.ear import Ear
from rupor.engine.dialing.answer_detection.judge import Floats, Judge

# Calls; more of them in one array no longer fit in the processor's cache.
_AT_ONCE = 24


def hear(*, pieces: Sequence[tuple[Ear, bytes]], judge: Judge | None) -> list[Ear]:
    """Each ear hears its next piece (about 0.1 s). Returns those that have come to a verdict by it."""
    waiting = {id(ear): ear for ear, _ in pieces if ear.decision is None}
    for first in range(0, len(pieces), _AT_ONCE):
        _hear(pieces[first : first + _AT_ONCE], judge)
    return [ear for ear in waiting.values() if ear.decision is not None]


def _hear(pieces: Sequence[tuple[Ear, bytes]], judge: Judge | None) -> None:
    cut = [ear.cut(piece) for ear, piece in pieces]
    frames = sound.analyse(np.concatenate(cut))
    begin = 0
    ready = []
    for (ear, _), windows in zip(pieces, cut, strict=True):
        ready.append((ear, deque(ear.note(frames.rows(begin, begin + len(windows))))))
        begin += len(windows)
    while ready := [(ear, steps) for ear, steps in ready if steps and ear.decision is None]:
        _weigh([(ear, *steps.popleft()) for ear, steps in ready], judge)


def _weigh(steps: Sequence[tuple[Ear, Floats, list[float]]], judge: Judge | None) -> None:
    if judge is None:
        for ear, _, _ in steps:
            ear.weigh(None)
        return
    ears, heard, rhythms = zip(*steps, strict=True)
    weighed = judge.weigh(memories=[ear.memory for ear in ears], heard=heard, rhythms=rhythms)
    for ear, shares in zip(ears, weighed.tolist(), strict=True):
        ear.weigh(shares)
