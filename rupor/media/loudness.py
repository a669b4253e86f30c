"""Making clips equally loud, so that one campaign does not whisper and the next does not shout.

Loudness is the RMS of the parts that sound (pauses do not count), brought to −20 dBFS; what would then go above −1 dBFS
is turned down smoothly around the peak, never clipped.
"""

import numpy as np
from numpy.typing import NDArray

RATE = 8000
TARGET_DBFS = -20.0
PEAK_DBFS = -1.0
_FULL_SCALE = 32768.0
_BLOCK = RATE // 200
_SILENCE_DBFS = -55.0
_PAUSE_BELOW_LOUDEST_DB = 30.0
_MOST_GAIN_DB = 40.0

Samples = NDArray[np.float64]


def even(pcm16: bytes) -> bytes:
    """The same sound at the common loudness: 8 kHz mono 16-bit in and out. Silence stays silence."""
    sound = np.frombuffer(pcm16, dtype="<i2").astype(np.float64) / _FULL_SCALE
    level = _active_dbfs(sound)
    if level is None:
        return pcm16
    # A limited peak takes loudness away, so the second pass gives it back.
    for _ in range(2):
        sound = _limited(sound * 10 ** (min(TARGET_DBFS - level, _MOST_GAIN_DB) / 20))
        level = _active_dbfs(sound) or TARGET_DBFS
    return np.round(sound * _FULL_SCALE).clip(-32768, 32767).astype("<i2").tobytes()


def active_dbfs(pcm16: bytes) -> float | None:
    """RMS of the parts that sound, in dB below full scale; None when nothing does."""
    return _active_dbfs(np.frombuffer(pcm16, dtype="<i2").astype(np.float64) / _FULL_SCALE)


def peak_dbfs(pcm16: bytes) -> float | None:
    """The loudest sample, in dB below full scale; None for digital silence."""
    peak = float(np.abs(np.frombuffer(pcm16, dtype="<i2").astype(np.float64)).max(initial=0.0))
    return 20 * float(np.log10(peak / _FULL_SCALE)) if peak else None


def active_seconds(pcm16: bytes) -> float:
    """How much of the sound is not a pause."""
    sound = np.frombuffer(pcm16, dtype="<i2").astype(np.float64) / _FULL_SCALE
    return float(_active_powers(sound).size) * 4 * _BLOCK / RATE


def _active_powers(sound: Samples) -> Samples:
    """Mean power of each 20 ms that sounds."""
    frames = sound[: sound.size // (4 * _BLOCK) * 4 * _BLOCK].reshape(-1, 4 * _BLOCK)
    powers: Samples = (frames**2).mean(axis=1)
    floor = max(10 ** (_SILENCE_DBFS / 10), powers.max(initial=0.0) * 10 ** (-_PAUSE_BELOW_LOUDEST_DB / 10))
    active: Samples = powers[powers > floor]
    return active


def _active_dbfs(sound: Samples) -> float | None:
    powers = _active_powers(sound)
    return 10 * float(np.log10(powers.mean())) if powers.size else None


def _limited(sound: Samples) -> Samples:
    """Gain follows the peaks of 5 ms blocks; the smaller gain of two neighbours is reached before the peak comes."""
    ceiling = 10 ** (PEAK_DBFS / 20)
    padded = np.pad(sound, (0, -sound.size % _BLOCK))
    peaks = np.abs(padded.reshape(-1, _BLOCK)).max(axis=1)
    gains = np.minimum(1.0, ceiling / np.maximum(peaks, 1e-9))
    around = np.pad(gains, 1, mode="edge")
    smallest = np.minimum(np.minimum(around[:-2], around[1:-1]), around[2:])
    centres = (np.arange(smallest.size) + 0.5) * _BLOCK
    limited: Samples = sound * np.interp(np.arange(sound.size), centres, smallest)
    return limited
