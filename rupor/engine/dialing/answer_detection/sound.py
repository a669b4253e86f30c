"""What 20 ms of telephone sound look like: level, bands, the strongest tone, voicing. Many calls in one array.

The window is 32 ms wide, so a frame looks back 12 ms over its neighbour; pitch down to 62 Hz fits in.
"""

from functools import cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

RATE = 8000
FRAME = 160
WINDOW = 256
FRAME_SECONDS = FRAME / RATE
BANDS = 16
_BIN_HERTZ = RATE / WINDOW
_LOWEST_HERTZ, _HIGHEST_HERTZ = 200.0, 3600.0
_PITCH_LAGS = (20, 128)
_NEAR_BINS = 2

Floats = NDArray[np.float32]
Samples = NDArray[np.int16]


class Frames(NamedTuple):
    """One row a frame. `level` is dB below full scale; `bands` are dB of each band over the frame's mean.

    `tone_share` is the part of the energy within 62 Hz of the strongest tone, `pair_share` of the two strongest.
    """

    level: Floats
    bands: Floats
    tone_hertz: Floats
    tone_share: Floats
    pair_share: Floats
    voicing: Floats
    pitch: Floats

    def rows(self, first: int, last: int) -> "Frames":
        """Part of them."""
        return Frames(*(each[first:last] for each in self))


def _band_weights() -> Floats:
    """Triangles, evenly wide to the ear (mel)."""
    mel = np.linspace(_mel(_LOWEST_HERTZ), _mel(_HIGHEST_HERTZ), BANDS + 2)
    edges = 700 * (10 ** (mel / 2595) - 1)
    hertz = np.arange(WINDOW // 2 + 1) * _BIN_HERTZ
    rising = (hertz[:, None] - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - hertz[:, None]) / (edges[2:] - edges[1:-1])
    return np.maximum(0, np.minimum(rising, falling)).astype(np.float32)


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


_HANN = np.hanning(WINDOW).astype(np.float32)
_WEIGHTS = _band_weights()
# The autocorrelation of a windowed periodic sound falls with the window's own.
_OWN = np.fft.irfft(np.abs(np.fft.rfft(_HANN, 2 * WINDOW)) ** 2)[: WINDOW // 2 + 1]
_CORRECTION = (_OWN[0] / np.maximum(_OWN, 1e-6))[_PITCH_LAGS[0] : _PITCH_LAGS[1]].astype(np.float32)


def windows(tail: Samples, piece: Samples) -> tuple[NDArray[Any], Samples]:
    """Windows of the whole frames in `tail` + `piece`, and the new tail. The first tail is `WINDOW - FRAME` zeros."""
    joined = np.concatenate([tail, piece])
    count = (len(joined) - (WINDOW - FRAME)) // FRAME
    if count <= 0:
        return np.empty((0, WINDOW), dtype=np.int16), joined
    return joined[_places(count)], joined[count * FRAME :]


@cache
def _places(count: int) -> NDArray[np.intp]:
    """Where each sample of `count` windows lies."""
    return np.arange(WINDOW)[None] + FRAME * np.arange(count)[:, None]


def analyse(cut: NDArray[Any]) -> Frames:
    """Frames of windows (n, 256), whichever calls they belong to."""
    sound = cut.astype(np.float32) * np.float32(1 / 32768)
    level = 10 * np.log10(np.einsum("ij,ij->i", sound, sound) / WINDOW + 1e-10)
    power = np.abs(np.fft.rfft((sound - sound.mean(axis=1, keepdims=True)) * _HANN)) ** 2
    power[:, :5] *= np.float32(0.01)  # mains and breath below the telephone band
    bands = 10 * np.log10(power @ _WEIGHTS + 1e-7)
    tone_hertz, tone_share, pair_share = _tones(power)
    voicing, pitch = _voice(power)
    bands -= bands.mean(axis=1, keepdims=True)
    return Frames(level, bands, tone_hertz, tone_share, pair_share, voicing, pitch)


def _tones(power: Floats) -> tuple[Floats, Floats, Floats]:
    rows = np.arange(len(power))
    sums = np.concatenate([np.zeros((len(power), 1), np.float32), np.cumsum(power, axis=1)], axis=1)
    total = sums[:, -1] + 1e-9
    top = np.clip(power.argmax(axis=1), _NEAR_BINS, power.shape[1] - _NEAR_BINS - 1)
    first = sums[rows, top + _NEAR_BINS + 1] - sums[rows, top - _NEAR_BINS]
    left, middle, right = (np.log(power[rows, top + step] + 1e-12) for step in (-1, 0, 1))
    bend = np.minimum(left - 2 * middle + right, -1e-6)
    hertz = (top + np.clip(0.5 * (left - right) / bend, -0.5, 0.5)) * _BIN_HERTZ
    near = np.abs(np.arange(power.shape[1]) - top[:, None]) <= _NEAR_BINS
    rest = np.where(near, 0, power)
    second_top = np.clip(rest.argmax(axis=1), _NEAR_BINS, power.shape[1] - _NEAR_BINS - 1)
    rest_sums = np.concatenate([np.zeros((len(power), 1), np.float32), np.cumsum(rest, axis=1)], axis=1)
    second = rest_sums[rows, second_top + _NEAR_BINS + 1] - rest_sums[rows, second_top - _NEAR_BINS]
    return hertz.astype(np.float32), first / total, (first + second) / total


def _voice(power: Floats) -> tuple[Floats, Floats]:
    """How periodic the frame is (0 to 1) and at what pitch; the window is tapered, so a circular echo serves."""
    echo = np.fft.irfft(power)[:, : _PITCH_LAGS[1]]
    ratio = echo[:, _PITCH_LAGS[0] :] * _CORRECTION / (echo[:, :1] + 1e-9)
    # Long lags are corrected by much and noisy for it: a slight preference for the shorter.
    best = (ratio - np.linspace(0, 0.15, ratio.shape[1], dtype=np.float32)).argmax(axis=1)
    value = np.clip(ratio[np.arange(len(ratio)), best], 0, 1)
    return value, (RATE / (best + _PITCH_LAGS[0])).astype(np.float32)
