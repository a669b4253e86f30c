"""Recordings of real calls through the detector: the left side of the product's own files is the far end."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np

from rupor.engine.dialing.answer_detection import Judge
from rupor.kit import errors
from rupor.processes.bench.amd import hearing
from rupor.processes.bench.speakers import Samples

LONGEST_SECONDS = 60.0


def replay(*, folder: Path, judge: Judge | None) -> list[dict[str, Any]]:
    """A verdict for each WAV file below the folder, in the order of their names."""
    paths = sorted(folder.rglob("*.wav")) if folder.is_dir() else []
    if not paths:
        raise errors.RuporError("recordings_not_found", field="replay", folder=str(folder))
    return list(_verdicts(paths, judge))


def _verdicts(paths: list[Path], judge: Judge | None) -> Iterator[dict[str, Any]]:
    for path in paths:
        (found,) = hearing.hear(sounds=[far_side(path)], judge=judge, to_the_end=True).heard
        decision = found.decision
        yield {
            "file": path.name,
            "verdict": decision.verdict.value if decision else "",
            "at_seconds": decision.at_seconds if decision else None,
            "confidence": decision.confidence if decision else None,
            "reasons": list(decision.reasons) if decision else [],
            "beeps_at_seconds": [round(beep.began_seconds, 2) for beep in found.beeps],
        }


def far_side(path: Path) -> Samples:
    """The first minute of the left channel (or of the only one), 8 kHz; raises RuporError for what is not sound."""
    try:
        with av.open(str(path)) as file:
            resampler = av.AudioResampler(format="s16p", rate=hearing.RATE)
            pieces = [piece.to_ndarray()[0] for frame in file.decode(audio=0) for piece in resampler.resample(frame)]
    except (av.error.FFmpegError, IndexError) as error:
        raise errors.RuporError("recording_not_sound", field="replay", file=path.name, reason=str(error)) from error
    if not pieces:
        return np.zeros(0, np.int16)
    return np.concatenate(pieces)[: round(LONGEST_SECONDS * hearing.RATE)].astype(np.int16)
