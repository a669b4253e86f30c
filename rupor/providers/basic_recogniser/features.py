"""From telephone sound to what the network sees: 40 mel bands, ten milliseconds a frame, loudness taken away."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 8000
HOP, WINDOW, TRANSFORM = 80, 200, 256
BANDS = 40
LOWEST_HERTZ, HIGHEST_HERTZ = 200.0, 3600.0
FLOOR, CEILING = -9.0, 3.0
"""Logarithms of power, from the utterance's loud sounds; silence of a padding is `FLOOR`."""
Features = NDArray[np.float32]


def log_mel(sound: NDArray[Any]) -> Features:
    """Frames by bands, about -2 to 1; `sound` is 16-bit or of full scale 32768. Shorter than a window: no frames."""
    if sound.size < WINDOW:
        return np.zeros((0, BANDS), np.float32)
    samples = sound.astype(np.float32) / 32768
    samples = samples - np.float32(0.9) * np.concatenate([samples[:1], samples[:-1]])
    frames = np.lib.stride_tricks.sliding_window_view(samples, WINDOW)[::HOP] * _window()
    power = np.abs(np.fft.rfft(frames, TRANSFORM)).astype(np.float32) ** 2
    # Not a product of matrices: its library would wake threads for a millisecond's work.
    bands = np.log(np.einsum("fb,bm->fm", power, _filters()) + np.float32(1e-8))
    loud = np.float32(np.percentile(bands, 95))
    return scaled(np.clip(bands - loud, FLOOR, CEILING))


def scaled(bands: Features) -> Features:
    """Logarithms as the network takes them."""
    return np.asarray((bands + 3) / 3, np.float32)


@cache
def _window() -> Features:
    window: Features = np.hanning(WINDOW + 1)[:WINDOW].astype(np.float32)
    return window


@cache
def _filters() -> Features:
    """Triangles even on the mel scale: bins of the transform by bands."""
    edges = _hertz(np.linspace(_mel(LOWEST_HERTZ), _mel(HIGHEST_HERTZ), BANDS + 2))
    bins = np.arange(TRANSFORM // 2 + 1)[:, None] * RATE / TRANSFORM
    rising = (bins - edges[:-2]) / (edges[1:-1] - edges[:-2])
    falling = (edges[2:] - bins) / (edges[2:] - edges[1:-1])
    weights = np.clip(np.minimum(rising, falling), 0, None)
    # Low bands are narrower than a bin: each takes at least its nearest one.
    nearest = np.abs(bins - edges[1:-1]).argmin(axis=0)
    weights[nearest, np.arange(BANDS)] = np.maximum(weights[nearest, np.arange(BANDS)], 0.5)
    return np.asarray(weights / weights.sum(axis=0), np.float32)


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


def _hertz(mel: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(700 * (10 ** (mel / 2595) - 1))
