"""From espeak's 22 050 samples a second to the telephone's 8 000, by cutting the spectrum of the whole clip."""

import math

import numpy as np

TELEPHONE_RATE = 8000
_EDGE_FROM, _EDGE_TO = 3600.0, 4000.0


def to_8000(*, pcm16: bytes, rate: int) -> bytes:
    """16-bit mono at 8 kHz. Above 3.6 kHz the sound fades out, so that nothing folds back."""
    if rate == TELEPHONE_RATE:
        return pcm16
    divisor = math.gcd(rate, TELEPHONE_RATE)
    step_in, step_out = rate // divisor, TELEPHONE_RATE // divisor
    sound = np.frombuffer(pcm16, dtype="<i2").astype(np.float64)
    # Padding to a whole number of steps keeps the rates exact; the tail keeps the two ends from meeting.
    padded = np.pad(sound, (0, -sound.size % step_in + step_in))
    length = padded.size // step_in * step_out
    spectrum = np.fft.rfft(padded)[: length // 2 + 1]
    hertz = np.arange(spectrum.size) * rate / padded.size
    spectrum *= np.clip((_EDGE_TO - hertz) / (_EDGE_TO - _EDGE_FROM), 0.0, 1.0)
    out = np.fft.irfft(spectrum, length) * (length / padded.size)
    wanted = math.ceil(sound.size * step_out / step_in)
    return np.round(out[:wanted]).clip(-32768, 32767).astype("<i2").tobytes()
