"""Sound files that people bring: wav, mp3, ogg and m4a become 8 kHz mono samples.

The kind is told by the content, never by the name. FFmpeg may choose only among the demuxers listed here: a playlist
that calls itself music must not make it open other files or addresses.
"""

import io
import wave
from dataclasses import dataclass

import av
import numpy as np
from numpy.typing import NDArray

from rupor.kit import errors

RATE = 8000
SILENCE_DBFS = -50.0
_KINDS = {"wav": ".wav", "mp3": ".mp3", "ogg": ".ogg", "mov,mp4,m4a,3gp,3g2,mj2": ".m4a"}
_DEMUXERS = "wav,mp3,ogg,mov,mp4,m4a,3gp,3g2,mj2"
_WINDOW_SECONDS = 0.1


@dataclass(frozen=True)
class Clip:
    """Decoded sound: floats from -1 to 1, and the file's true extension."""

    samples: NDArray[np.float32]
    extension: str

    @property
    def seconds(self) -> float:
        return len(self.samples) / RATE

    @property
    def pcm16(self) -> bytes:
        """Scaled down only when a downmix went above full scale."""
        scale = 32767.0 / max(1.0, float(np.abs(self.samples).max(initial=0.0)))
        return np.round(self.samples * scale).astype("<i2").tobytes()


def read(*, content: bytes, most_seconds: float) -> Clip:
    """Decodes a whole file; raises a RuporError that says why it cannot be used."""
    try:
        with av.open(io.BytesIO(content), mode="r", options={"format_whitelist": _DEMUXERS}) as container:
            extension = _KINDS.get(container.format.name)
            if extension is None or not container.streams.audio:
                raise errors.RuporError("clip_not_audio", field="file")
            samples = _samples(container, most_seconds)
    except av.error.FFmpegError as failure:
        raise errors.RuporError("clip_not_audio", field="file", detail=failure.strerror) from failure
    if not len(samples):
        raise errors.RuporError("clip_broken", field="file")
    return Clip(samples=samples, extension=extension)


def _samples(container: "av.container.InputContainer", most_seconds: float) -> NDArray[np.float32]:
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    pieces: list[NDArray[np.float32]] = []
    count = 0
    try:
        for frame in container.decode(audio=0):
            for piece in resampler.resample(frame):
                pieces.append(piece.to_ndarray()[0])
                count += len(pieces[-1])
            if count > most_seconds * RATE:
                raise errors.RuporError("clip_too_long", field="file", most_seconds=round(most_seconds))
        pieces += [piece.to_ndarray()[0] for piece in resampler.resample(None)]
    except av.error.FFmpegError as failure:
        raise errors.RuporError("clip_broken", field="file", detail=failure.strerror) from failure
    return np.concatenate(pieces) if pieces else np.zeros(0, dtype=np.float32)


def loudest_dbfs(samples: NDArray[np.float32]) -> float:
    """Loudness of the loudest tenth of a second; a clip of nothing but hiss stays below `SILENCE_DBFS`."""
    window = int(RATE * _WINDOW_SECONDS)
    whole = (
        samples[: len(samples) // window * window].reshape(-1, window) if len(samples) >= window else samples[None, :]
    )
    power = float(np.max(np.mean(np.square(whole, dtype=np.float64), axis=1)))
    return 10.0 * float(np.log10(max(power, 1e-12)))


def wav(pcm16: bytes) -> bytes:
    """An 8 kHz mono 16-bit WAV file."""
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(pcm16)
    return file.getvalue()
