"""Sound files made for the tests, in every kind the room takes."""

import io
from functools import cache

import av
import numpy as np
from numpy.typing import NDArray


def tone(*, seconds: float, rate: int = 44100, amplitude: float = 0.25, hertz: float = 440.0) -> NDArray[np.float32]:
    """A plain sine."""
    at = np.arange(int(seconds * rate)) / rate
    return (amplitude * np.sin(2 * np.pi * hertz * at)).astype(np.float32)


def encoded(*, samples: NDArray[np.float32], container: str, codec: str, rate: int = 44100) -> bytes:
    """The samples as a file of the named kind."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream = out.add_stream(codec, rate=rate, layout="mono")
        resampler = av.AudioResampler(
            format=stream.format.name, layout="mono", rate=rate, frame_size=stream.frame_size or 1024
        )
        frame = av.AudioFrame.from_ndarray(samples[None, :], format="flt", layout="mono")
        frame.sample_rate = rate
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            out.mux(stream.encode(piece))
        out.mux(stream.encode(None))
    return file.getvalue()


KINDS = {
    "wav": ("wav", "pcm_s16le", 44100, ".wav"),
    "mp3": ("mp3", "libmp3lame", 44100, ".mp3"),
    "ogg": ("ogg", "libopus", 48000, ".ogg"),
    "m4a": ("ipod", "aac", 44100, ".m4a"),
}


@cache
def of_kind(kind: str, *, seconds: float = 8.0, amplitude: float = 0.25, hertz: float = 440.0) -> bytes:
    """A tone as a file of one of `KINDS`."""
    container, codec, rate, _ = KINDS[kind]
    samples = tone(seconds=seconds, rate=rate, amplitude=amplitude, hertz=hertz)
    return encoded(samples=samples, container=container, codec=codec, rate=rate)
