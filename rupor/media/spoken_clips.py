"""Clips once spoken, as WAV files named by what was said and by whom."""

import hashlib
import os
import tempfile
import wave
from dataclasses import dataclass
from pathlib import Path

from rupor.media import resampling

RATE = resampling.TELEPHONE_RATE


@dataclass(frozen=True)
class Clips:
    """A folder of clips: `ab/<sha256>.wav`, 8 kHz mono 16-bit."""

    folder: Path

    def path(self, *, text: str, voice: str) -> Path:
        """Where the clip is or will be. `voice` says everything that shapes the sound but the text."""
        name = hashlib.sha256("\0".join((voice, text)).encode()).hexdigest()
        return self.folder / name[:2] / f"{name}.wav"

    def find(self, *, text: str, voice: str) -> Path | None:
        """The clip if it is there; finding it makes it young again."""
        path = self.path(text=text, voice=voice)
        try:
            os.utime(path)
        except FileNotFoundError:
            return None
        return path

    def put(self, *, text: str, voice: str, pcm16: bytes) -> Path:
        """Writes beside and renames, so that a reader never meets half a clip."""
        path = self.path(text=text, voice=voice)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
            with wave.open(part, "wb") as clip:
                clip.setparams((1, 2, RATE, 0, "NONE", "not compressed"))
                clip.writeframes(pcm16)
            # Other processes of the installation may run as another user.
            os.fchmod(part.fileno(), 0o644)
        Path(part.name).replace(path)
        return path

    def sweep(self, *, most_bytes: int) -> int:
        """Removes the clips unused for longest until the rest fits; returns how many went."""
        found = sorted((entry.stat().st_mtime, entry.stat().st_size, entry) for entry in self.folder.glob("*/*.wav"))
        total = sum(size for _, size, _ in found)
        removed = 0
        for _, size, entry in found:
            if total <= most_bytes:
                break
            entry.unlink(missing_ok=True)
            total -= size
            removed += 1
        return removed


def read(path: Path) -> bytes:
    """The samples of a clip."""
    with wave.open(str(path), "rb") as clip:
        return clip.readframes(clip.getnframes())
