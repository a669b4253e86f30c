"""G.711 (both laws) for whole arrays: what a prompt is encoded with once, before anybody is called."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]
Codes = NDArray[np.uint8]
PCMU, PCMA = 0, 1
SILENCE = (0xFF, 0xD5)


def _decoded_mu(codes: NDArray[Any]) -> NDArray[Any]:
    flipped = ~codes & 0xFF
    magnitude = (((flipped & 15) << 3) + 132 << (flipped >> 4 & 7)) - 132
    return np.where(flipped & 0x80, -magnitude, magnitude)


def _decoded_a(codes: NDArray[Any]) -> NDArray[Any]:
    flipped = codes ^ 0x55
    segment = flipped >> 4 & 7
    magnitude = ((flipped & 15) << 4) + 8
    magnitude = np.where(segment > 0, (magnitude + 256) << np.maximum(segment - 1, 0), magnitude)
    return np.where(flipped & 0x80, magnitude, -magnitude)


def _encoder(decoded: NDArray[Any]) -> Codes:
    """For each of 65536 samples the code whose value is nearest."""
    order = np.argsort(decoded, kind="stable")
    values = decoded[order].astype(np.int64)
    samples = np.arange(-32768, 32768)
    above = np.clip(np.searchsorted(values, samples), 1, 255)
    nearer_below = samples - values[above - 1] <= values[above] - samples
    codes = order[np.where(nearer_below, above - 1, above)].astype(np.uint8)
    return np.roll(codes, 32768)


_ALL = np.arange(256, dtype=np.int64)
LINEAR: tuple[Samples, Samples] = (_decoded_mu(_ALL).astype(np.int16), _decoded_a(_ALL).astype(np.int16))
_CODES: tuple[Codes, Codes] = (_encoder(LINEAR[PCMU]), _encoder(LINEAR[PCMA]))
CROSSED: tuple[Codes, Codes] = (_CODES[PCMA][LINEAR[PCMU].view(np.uint16)], _CODES[PCMU][LINEAR[PCMA].view(np.uint16)])


def encode(*, samples: Samples, law: int) -> Codes:
    return _CODES[law][samples.view(np.uint16)]


def decode(*, codes: Codes, law: int) -> Samples:
    return LINEAR[law][codes]
