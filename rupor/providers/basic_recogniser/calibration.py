"""Speech that says none of the phrases: it tells how well a phrase fits by chance, and so where its threshold lies.

`calibration.npz` is made by `training/words/calibrate.py`: what the network saw in some hundred lines of many voices,
in a byte a number, and the sounds they hold.
"""

from collections.abc import Sequence
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rupor.providers.basic_recogniser import judging, matching
from rupor.providers.basic_recogniser.forms import Form

FILE = Path(__file__).with_name("calibration.npz")
FALSE_ACCEPTS, SHARE_OF_COMPANY = 0.02, 0.4
"""Of answers that hold none of a question's phrases so many may be taken for one: all phrases share it."""
_BLOCK = 100
_SCALE = -20.0


@cache
def _lines() -> list[tuple[matching.Losses, bytes]]:
    """Losses and sounds of each line, shortest first so that blocks pad little."""
    held = np.load(FILE)
    seen = np.split(held["losses"], held["ends"][:-1])
    sounds = np.split(held["phones"], held["phone_ends"][:-1])
    lines = [
        (np.asarray(part.astype(np.float32) / _SCALE), said.astype(np.uint8).tobytes())
        for part, said in zip(seen, sounds, strict=True)
    ]
    return sorted(lines, key=lambda line: len(line[0]))


def packed(seen: matching.Losses) -> NDArray[np.uint8]:
    """As the file keeps them."""
    return np.clip(np.round(seen * _SCALE), 0, 255).astype(np.uint8)


@lru_cache(maxsize=16384)
def threshold(form: Form, *, phrases: int) -> float:
    """The score that strangers reach by chance as seldom as a question of so many phrases allows."""
    shape = bytes(form.sounds)
    strangers = [seen for seen, said in _lines() if shape not in said]
    scores = [
        judging.form_scores(form, _padded(strangers[begin : begin + _BLOCK]))
        for begin in range(0, len(strangers), _BLOCK)
    ]
    share = FALSE_ACCEPTS / phrases * (SHARE_OF_COMPANY if form.company else 1.0)
    reached = float(np.quantile(np.concatenate(scores), 1 - share)) if scores else judging.WORST_THRESHOLD
    return min(judging.BEST_THRESHOLD, max(judging.WORST_THRESHOLD, reached))


def _padded(lines: Sequence[matching.Losses]) -> NDArray[np.float32]:
    """A block of lines; the padding is blank, which says nothing and costs a phrase everything."""
    block = np.full((len(lines), max(len(line) for line in lines), lines[0].shape[1]), matching.WORST, np.float32)
    block[:, :, 0] = 0.0
    for row, line in enumerate(lines):
        block[row, : len(line)] = line
    return block
