"""What happens to a line before the network hears it: a throat, a room, noise, level, codec. All by luck."""

import numpy as np
from numpy.typing import NDArray

RATE = 8000
Sound = NDArray[np.float32]


class Wear:
    """`others` are sounds babble is made of."""

    def __init__(self, *, others: list[Sound], seed: int) -> None:
        self._others = others
        self._luck = np.random.default_rng(seed)

    def worn(self, sound: Sound, *, hard: bool = True) -> Sound:
        """Of full scale 32768, with quiet added at both ends."""
        luck = self._luck
        told = sound.astype(np.float32)
        if hard:
            told = self._throat(told)
        told = np.pad(told, (int(luck.integers(400, 4000)), int(luck.integers(800, 4000))))
        if hard and luck.random() < 0.25:
            told = self._room(told)
        if hard:
            told = self._line(told)
        power = float(np.sqrt(np.mean(np.square(sound, dtype=np.float32)))) + 1.0
        told = told * (10 ** (luck.uniform(-38, -14) / 20) * 32768 / power)
        loud = float(np.sqrt(np.mean(told**2))) + 1e-3
        snr_db = luck.uniform(6, 30) if luck.random() < 0.7 else luck.uniform(30, 45)
        told = told + self._noise(told.size) * (loud * 10 ** (-snr_db / 20))
        return _coded(np.clip(told, -32768, 32767))

    def _throat(self, sound: Sound) -> Sound:
        factor = float(self._luck.uniform(0.84, 1.2))
        places = np.arange(0, sound.size - 1, factor)
        return np.interp(places, np.arange(sound.size), sound).astype(np.float32)

    def _room(self, sound: Sound) -> Sound:
        luck = self._luck
        length = int(luck.uniform(0.05, 0.25) * RATE)
        echo = luck.normal(size=length) * np.exp(-6.0 * np.arange(length) / length) * luck.uniform(0.05, 0.25)
        echo[0] = 1.0
        size = 1 << (sound.size + length - 1).bit_length()
        return np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(echo, size), size)[: sound.size].astype(np.float32)

    def _line(self, sound: Sound) -> Sound:
        """A telephone's own colour: slope, a bump or two, and the band."""
        luck = self._luck
        size = 1 << (sound.size - 1).bit_length()
        hertz = np.arange(size // 2 + 1) * RATE / size
        octave = np.log2(np.maximum(hertz, 100) / 1000)
        colour = luck.normal(0, 2.0) * octave
        for _ in range(3):
            colour += luck.normal(0, 3.0) * np.exp(
                -((octave - luck.uniform(-2, 1.8)) ** 2) / (2 * luck.uniform(0.2, 0.8) ** 2)
            )
        low, high = luck.uniform(100, 350), luck.uniform(3200, 3900)
        band = np.clip(np.minimum((hertz - low + 75) / 150, (high + 150 - hertz) / 300), 0.003, 1)
        return np.fft.irfft(np.fft.rfft(sound, size) * band * 10 ** (colour / 20), size)[: sound.size].astype(
            np.float32
        )

    def _noise(self, size: int) -> Sound:
        luck = self._luck
        kind = luck.random()
        if kind < 0.45:
            noise = np.zeros(size, np.float32)
            for _ in range(int(luck.integers(3, 8))):
                other = self._others[int(luck.integers(len(self._others)))].astype(np.float32)
                other = np.tile(other, 1 + size // max(1, other.size) + 1)
                begin = int(luck.integers(0, other.size - size))
                noise += other[begin : begin + size] / (float(np.std(other)) + 1.0)
        else:
            spectrum = np.fft.rfft(luck.normal(size=size))
            hertz = np.maximum(60.0, np.arange(spectrum.size) * RATE / size)
            noise = np.fft.irfft(spectrum * (hertz / 1000) ** luck.uniform(-1.2, 0.3), size).astype(np.float32)
            if luck.random() < 0.5:
                knots = luck.uniform(0.2, 1.5, 3 + size // 4000)
                noise *= np.interp(np.arange(size), np.linspace(0, size, knots.size), knots).astype(np.float32)
        return noise / (float(np.sqrt(np.mean(noise**2))) + 1e-6)


def _coded(sound: Sound) -> Sound:
    """The grain of G.711: a logarithm of 8 bits."""
    share = np.abs(sound) / 32768
    codes = np.round(np.log1p(255 * share) / np.log(256) * 127) / 127
    return (np.sign(sound) * np.expm1(codes * np.log(256)) / 255 * 32768).astype(np.float32)
