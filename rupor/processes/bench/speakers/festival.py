"""Festival, one process a batch: sounds with lengths and melody for the diphone voices, letters for the Russian one."""

import subprocess
import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from rupor.kit import errors
from rupor.media import resampling
from rupor.processes.bench.speakers.melody import Sound
from rupor.processes.bench.speakers.speaker import Samples

LONGEST_SECONDS = 600.0
_SEGMENTS = """
(define (rupor_sounds path sounds)
  (let ((said (eval (list 'Utterance 'Segments sounds)))) (utt.synth said)
    (utt.wave.rescale said 0.6 t) (utt.save.wave said path 'riff)))
(define (rupor_text path text)
  (let ((said (eval (list 'Utterance 'Text text)))) (utt.synth said)
    (utt.wave.rescale said 0.6 t) (utt.save.wave said path 'riff)))
"""


def sounds(*, voice: str, lines: Sequence[Sequence[Sound]]) -> list[Samples]:
    """Lines told sound by sound; `voice` is the name of festival's function that chooses it."""
    return _spoken(voice, [f"(rupor_sounds {{path}} '({' '.join(map(_sound, line))}))" for line in lines])


def texts(*, voice: str, lines: Sequence[str]) -> list[Samples]:
    """Lines told by letters (UTF-8), at the voice's own pace."""
    return _spoken(voice, [f"(rupor_text {{path}} {_quoted(line)})" for line in lines])


def _sound(sound: Sound) -> str:
    melody = "".join(f" ({share:.2f} {hertz:.0f})" for share, hertz in sound.melody)
    return f"({sound.name} {sound.seconds:.3f}{melody})"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", " ").replace('"', " ") + '"'


def _spoken(voice: str, commands: Sequence[str]) -> list[Samples]:
    with tempfile.TemporaryDirectory(prefix="rupor-speakers-") as folder:
        paths = [Path(folder, f"{number}.wav") for number in range(len(commands))]
        script = Path(folder, "script.scm")
        body = [command.replace("{path}", _quoted(str(path))) for command, path in zip(commands, paths, strict=True)]
        script.write_text("\n".join([_SEGMENTS, f"({voice})", *body]))
        try:
            told = subprocess.run(
                ["festival", "-b", str(script)], capture_output=True, check=False, timeout=LONGEST_SECONDS
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise errors.Unavailable("speakers_silent", voice=voice, reason=str(error)) from error
        if not all(path.exists() for path in paths):
            reason = told.stderr.decode(errors="replace").strip().splitlines()[-1:]
            raise errors.Unavailable("speakers_silent", voice=voice, reason=" ".join(reason))
        return [_read(path) for path in paths]


def _read(path: Path) -> Samples:
    with wave.open(str(path), "rb") as clip:
        pcm16 = resampling.to_8000(pcm16=clip.readframes(clip.getnframes()), rate=clip.getframerate())
    return np.frombuffer(pcm16, dtype="<i2").astype(np.int16)
