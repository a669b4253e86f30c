"""What a person hears while an operator is rung: a few soft chords, made here, so that nobody's rights are touched."""

import functools

import numpy as np

from rupor.media import Prompt

_RATE = 8000
_CHORD_SECONDS = 4.0
# C, Am, F, G in Hz; each chord is a slow arpeggio over its own bass.
_CHORDS = (
    (130.81, 261.63, 329.63, 392.00),
    (110.00, 261.63, 329.63, 440.00),
    (174.61, 261.63, 349.23, 440.00),
    (196.00, 246.94, 293.66, 392.00),
)
_OVERTONES = ((1.0, 1.0), (2.0, 0.35), (3.0, 0.12))
_LOUDNESS = 5000.0


@functools.cache
def waiting() -> Prompt:
    """Sixteen seconds that join their own beginning."""
    samples = int(_RATE * _CHORD_SECONDS)
    whole = np.zeros(samples * len(_CHORDS))
    for place, chord in enumerate(_CHORDS):
        for step, hertz in enumerate((*chord, *reversed(chord[1:-1]))):
            note = _note(hertz, seconds=_CHORD_SECONDS)
            begin = place * samples + int(step * samples / 6)
            where = (begin + np.arange(len(note))) % len(whole)
            np.add.at(whole, where, note)
    whole *= _LOUDNESS / np.abs(whole).max()
    return Prompt.from_pcm16(whole.astype("<i2").tobytes())


def _note(hertz: float, *, seconds: float) -> "np.ndarray[tuple[int, ...], np.dtype[np.float64]]":
    at = np.arange(int(_RATE * seconds)) / _RATE
    sound = sum(loud * np.sin(2 * np.pi * hertz * times * at) for times, loud in _OVERTONES)
    swell = np.minimum(at / 0.04, 1.0) * np.exp(-1.1 * at)
    return np.asarray(sound * swell)
