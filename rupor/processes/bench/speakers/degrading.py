"""The wear of a telephone call, all from a seed: level, noise around the speaker, the band, the codec."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from rupor.media import g711
from rupor.processes.bench.speakers.speaker import Samples

Noise = Literal["", "white", "street", "babble"]
Codec = Literal["", "pcmu", "pcma"]
NOISES: tuple[Noise, ...] = ("white", "street", "babble")
RATE = 8000
_BAND = (250.0, 3500.0)
_FULL_SCALE = 32768.0
Sound = NDArray[np.float64]


def degrade(
    sound: Samples,
    *,
    codec: Codec = "pcma",
    noise: Noise = "",
    snr_db: float = 20.0,
    level_db: float = -26.0,
    seed: int = 0,
    murmur: Samples | None = None,
) -> Samples:
    """What the far end hears of `sound`, as long as it was.

    `level_db` is the loudness of the speech itself (dBFS, pauses left out), `snr_db` how far the noise is below it.
    Babble is `murmur` (speech of others, any length) at six places at once, or a likeness of it when none is given.
    """
    luck = np.random.default_rng(seed)
    clean = _banded(sound.astype(np.float64) / _FULL_SCALE)
    loud = clean * _gain(clean, level_db)
    if noise:
        around = _banded(_noise(noise, loud.size, luck, murmur))
        loud = loud + around * 10 ** ((level_db - snr_db) / 20) / max(1e-9, float(np.sqrt(np.mean(around**2))))
    samples = np.clip(np.round(loud * _FULL_SCALE), -32768, 32767).astype(np.int16)
    if not codec:
        return samples
    law = g711.PCMU if codec == "pcmu" else g711.PCMA
    return g711.decode(codes=g711.encode(samples=samples, law=law), law=law).astype(np.int16)


def _gain(sound: Sound, level_db: float) -> float:
    """From the louder half of 20 ms frames, so that pauses do not count."""
    frames = sound[: sound.size // 160 * 160].reshape(-1, 160)
    powers = np.mean(frames**2, axis=1) if frames.size else np.array([0.0])
    speech = powers[powers >= powers.max() / 100]
    return 10 ** (level_db / 20) / max(1e-6, float(np.sqrt(speech.mean())))


def _banded(sound: Sound) -> Sound:
    spectrum = np.fft.rfft(sound)
    hertz = np.arange(spectrum.size) * RATE / max(1, sound.size)
    low, high = _BAND
    rise, fall = (hertz - low + 75) / 150, (high + 150 - hertz) / 300
    limited: Sound = np.fft.irfft(spectrum * np.clip(np.minimum(rise, fall), 0, 1), sound.size)
    return limited


def _noise(kind: Noise, size: int, luck: np.random.Generator, murmur: Samples | None) -> Sound:
    if kind == "white":
        return luck.normal(size=size)
    if kind == "street":
        return _street(size, luck)
    return _babble(size, luck, murmur)


def _shaped(size: int, luck: np.random.Generator, slope_db_an_octave: float) -> Sound:
    spectrum = np.fft.rfft(luck.normal(size=size))
    hertz = np.maximum(50.0, np.arange(spectrum.size) * RATE / max(1, size))
    return np.fft.irfft(spectrum * (hertz / 50.0) ** (slope_db_an_octave / 6.02), size)


def _street(size: int, luck: np.random.Generator) -> Sound:
    """A low roar, cars that come and go, now and then a horn."""
    seconds = np.arange(size) / RATE
    roar = _shaped(size, luck, -4.0)
    for _ in range(1 + size // (3 * RATE)):
        middle, width = luck.uniform(0, size / RATE), luck.uniform(0.5, 1.5)
        roar += _shaped(size, luck, -2.5) * 1.5 * np.exp(-(((seconds - middle) / width) ** 2))
    if luck.random() < 0.3:
        begin, hertz = luck.uniform(0, size / RATE), luck.uniform(350, 500)
        blown = (seconds > begin) & (seconds < begin + 0.4)
        roar += (
            blown * float(np.std(roar)) * (np.sin(2 * np.pi * hertz * seconds) + np.sin(2.5 * np.pi * hertz * seconds))
        )
    return roar


def _babble(size: int, luck: np.random.Generator, murmur: Samples | None) -> Sound:
    if murmur is not None and murmur.size:
        voices = murmur.astype(np.float64) / _FULL_SCALE
        long = np.tile(voices, 1 + size // voices.size + 1)
        starts = luck.integers(0, long.size - size, 6)
        talkers: Sound = np.sum([long[start : start + size] for start in starts], axis=0)
        return talkers
    # Six talkers by their envelope alone: noise of speech's slope that swells some four times a second.
    around = np.zeros(size)
    for _ in range(6):
        knots = luck.gamma(0.8, 1.0, 2 + size // 1000)
        swell = np.interp(np.arange(size), np.arange(knots.size) * 1000.0, knots)
        around += _shaped(size, luck, -3.0) * swell
    return around
