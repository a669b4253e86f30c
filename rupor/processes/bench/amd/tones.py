"""Sounds of the network that are not speech: beeps, the three tones of an announcement, signals, music."""

import numpy as np
from numpy.typing import NDArray

RATE = 8000
Sound = NDArray[np.float64]
_SIT = (((985.2, 913.8), 0.0), ((1428.5, 1370.6), 0.0), ((1776.7, 1776.7), 0.0))
_SCALE = 2 ** (np.array([0, 2, 4, 5, 7, 9, 11, 12]) / 12)


def tone(*, hertz: float, seconds: float, rise_seconds: float = 0.005) -> Sound:
    """A sine of amplitude 1 with soft edges."""
    at = np.arange(round(seconds * RATE)) / RATE
    edge = np.minimum(1.0, np.minimum(at, seconds - at) / rise_seconds)
    return np.asarray(np.sin(2 * np.pi * hertz * at) * np.clip(edge, 0, 1), dtype=np.float64)


def quiet(seconds: float) -> Sound:
    """Nothing."""
    return np.zeros(round(seconds * RATE))


def beep(luck: np.random.Generator) -> Sound:
    """An answering machine's: 440 to 1600 Hz, 0.2 to 1 s."""
    return tone(hertz=float(luck.choice([440, 480, 620, 800, 950, 1000, 1100, 1400, 1600])) * luck.uniform(0.98, 1.02),
                seconds=float(luck.uniform(0.2, 1.0)))  # fmt: skip


def special_information(luck: np.random.Generator) -> Sound:
    """Three rising tones before an announcement."""
    high = int(luck.integers(2))
    return np.concatenate(
        [np.concatenate([tone(hertz=pair[high], seconds=0.33), quiet(0.03)]) for pair, _ in _SIT] + [quiet(0.2)]
    )


def signal(luck: np.random.Generator, seconds: float) -> Sound:
    """Busy or ringing at 425 Hz, or a fax that answers at 2100 Hz."""
    kind = luck.choice(["busy", "ringing", "fax"])
    if kind == "fax":
        turn = np.concatenate([quiet(0.4), tone(hertz=2100, seconds=3.0), quiet(0.5)])
    else:
        on, off = (0.35, 0.35) if kind == "busy" else (1.0, 4.0)
        turn = np.concatenate([tone(hertz=425, seconds=on), quiet(off)])
    return np.asarray(np.tile(turn, 1 + int(seconds * RATE) // turn.size)[: round(seconds * RATE)], dtype=np.float64)


def music(luck: np.random.Generator, seconds: float) -> Sound:
    """Chords under a melody, plucked or held: what a line plays while one waits."""
    beat, root = float(luck.uniform(0.25, 0.6)), float(luck.uniform(130, 262))
    held = luck.random() < 0.5
    song = np.zeros(round((seconds + 5) * RATE))
    for number in range(int(seconds / beat) + 1):
        notes = [root * _SCALE[luck.integers(8)] * 2]
        if number % 4 == 0:
            notes += [root * _SCALE[(luck.integers(3) * 2 + step) % 8] for step in (0, 2, 4)]
        for hertz in notes:
            length = beat * (4 if hertz < root * 2 else 1) * (1.0 if held else 1.5)
            at = np.arange(round(length * RATE)) / RATE
            fade = np.minimum(1, (length - at) / 0.05) if held else np.exp(-3 * at / length)
            harmonics = sum(np.sin(2 * np.pi * hertz * n * at) / n**1.5 for n in range(1, 7) if hertz * n < 3600)
            begin = round(number * beat * RATE)
            song[begin : begin + at.size] += harmonics * fade * np.minimum(1, at / 0.01)
    song = song[: round(seconds * RATE)]
    return np.asarray(song / max(1e-9, float(np.abs(song).max())), dtype=np.float64)
