"""A recording in the form it is kept in: the stereo WAV of a call as MP3 or as Opus in Ogg, a tenth of the size."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast

import av

from rupor.kit import errors


@dataclass(frozen=True)
class Form:
    """How FFmpeg is asked. Opus knows no 8 kHz at its surface: its decoders always give 48 kHz."""

    suffix: str
    container: str
    codec: str
    rate: int
    bits_per_second: int


FORMS = {
    "mp3": Form(suffix=".mp3", container="mp3", codec="libmp3lame", rate=8000, bits_per_second=24_000),
    "ogg": Form(suffix=".ogg", container="ogg", codec="libopus", rate=48_000, bits_per_second=24_000),
}


def keep(*, source: Path, target: Path, form: Form) -> None:
    """Writes `target`; the two channels stay apart. Raises RuporError when the source is no sound."""
    try:
        with av.open(str(source)) as reading, av.open(str(target), "w", format=form.container) as writing:
            stream = cast(av.AudioStream, writing.add_stream(form.codec, rate=form.rate, layout="stereo"))
            stream.bit_rate = form.bits_per_second
            resampler = av.AudioResampler(format=stream.format, layout="stereo", rate=form.rate)
            for frame in reading.decode(audio=0):
                for piece in resampler.resample(frame):
                    writing.mux(stream.encode(piece))
            for piece in resampler.resample(None):
                writing.mux(stream.encode(piece))
            writing.mux(stream.encode(None))
    except av.error.FFmpegError as failure:
        raise errors.RuporError("recording_broken", detail=failure.strerror) from failure
