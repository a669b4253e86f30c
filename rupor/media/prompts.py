"""Sound to be played: encoded once in both laws, shared by all calls that play it."""

import functools
import wave
from pathlib import Path

import msgspec
import numpy as np

from rupor.kit import errors
from rupor.media import engine_port, g711

RATE = 8000


class UnplayableFile(errors.RuporError):
    """Not an 8 kHz mono 16-bit WAV file: materials are stored as such, so the storage or the path is wrong."""


class _Encoded(msgspec.Struct, frozen=True):
    pcmu: bytes
    pcma: bytes


class Prompt:
    """A piece of 8 kHz sound. The engine that first plays it takes the bytes over, so that they are kept once."""

    def __init__(self, *, pcmu: bytes, pcma: bytes) -> None:
        self.seconds = len(pcmu) / RATE
        self._holder: engine_port.EncodedSound = _Encoded(pcmu, pcma)
        self._handles: dict[int, engine_port.EncodedSound] = {}

    @property
    def pcmu(self) -> bytes:
        return self._holder.pcmu

    @property
    def pcma(self) -> bytes:
        return self._holder.pcma

    def handle(self, engine: engine_port.Engine) -> engine_port.EncodedSound:
        """What this engine plays."""
        made = self._handles.get(id(engine))
        if made is None:
            made = self._holder = self._handles[id(engine)] = engine.Prompt(self.pcmu, self.pcma)
        return made

    @classmethod
    def from_pcm16(cls, samples: bytes) -> "Prompt":
        """`samples`: 8 kHz mono, 16 bits, little-endian."""
        linear = np.frombuffer(samples[: len(samples) // 2 * 2], dtype="<i2").astype(np.int16)
        return cls(
            pcmu=g711.encode(samples=linear, law=g711.PCMU).tobytes(),
            pcma=g711.encode(samples=linear, law=g711.PCMA).tobytes(),
        )


def load(path: Path) -> Prompt:
    """The prompt in this file; a file that has not changed since is read and encoded only once."""
    try:
        stat = path.stat()
        return _load(path, stat.st_mtime_ns, stat.st_size)
    except (OSError, EOFError, wave.Error) as error:
        raise UnplayableFile("media_unplayable_file", path=str(path), reason=str(error)) from error


@functools.lru_cache(maxsize=128)
def _load(path: Path, _changed_ns: int, _size: int) -> Prompt:
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
            raise wave.Error("not 8 kHz mono 16-bit")
        return Prompt.from_pcm16(file.readframes(file.getnframes()))
