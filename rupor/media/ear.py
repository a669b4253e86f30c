"""When a person begins and ends to speak, told from loudness alone: the floor follows the quiet around the voice."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

RATE, FRAME = 8000, 80
QUIET_SECONDS, LONGEST_SECONDS = 0.6, 6.0
LEAST_SPEECH_SECONDS, BEFORE_SECONDS = 0.08, 0.3
_ABOVE_FLOOR_DB, _LOWEST_DBFS, _FLOOR_AT_FIRST_DBFS = 9.0, -50.0, -55.0
_FLOOR_RISES_DB_A_FRAME = 0.03
Samples = NDArray[np.int16]


@dataclass
class Ear:
    """Takes pieces of any length; gives a whole utterance when it is over."""

    quiet_seconds: float = QUIET_SECONDS
    _rest: bytes = b""
    _before: list[Samples] = field(default_factory=list)
    _spoken: list[Samples] = field(default_factory=list)
    _floor: float = _FLOOR_AT_FIRST_DBFS
    _loud_frames: int = 0
    _quiet_frames: int = 0

    def hear(self, sound: bytes) -> Samples | None:
        """16-bit 8 kHz; an utterance with a little quiet around it, once, when it has ended within this piece."""
        held = self._rest + sound
        whole = len(held) // (2 * FRAME) * 2 * FRAME
        self._rest = held[whole:]
        frames = np.frombuffer(held[:whole], dtype="<i2").reshape(-1, FRAME)
        levels = 10 * np.log10(np.mean(np.square(frames, dtype=np.float32), axis=1) / 32768.0**2 + 1e-10)
        over = None
        for frame, level in zip(frames, levels, strict=True):
            over = self._frame(frame, float(level)) or over
        return None if over is None else np.concatenate(over)

    def _frame(self, frame: Samples, level: float) -> list[Samples] | None:
        # The floor falls at once and rises slowly, so that a long word does not become the floor.
        self._floor = min(level, self._floor + _FLOOR_RISES_DB_A_FRAME) if level > -90 else self._floor
        loud = level > max(self._floor + _ABOVE_FLOOR_DB, _LOWEST_DBFS)
        if not self._spoken:
            self._before = [*self._before[-round(BEFORE_SECONDS * 100) :], frame]
            if not loud:
                return None
            self._spoken, self._before = self._before, []
            self._loud_frames = self._quiet_frames = 0
        else:
            self._spoken.append(frame)
        self._loud_frames += loud
        self._quiet_frames = 0 if loud else self._quiet_frames + 1
        quiet = self._quiet_frames >= self.quiet_seconds * 100
        if not quiet and len(self._spoken) < LONGEST_SECONDS * 100:
            return None
        spoken, self._spoken = self._spoken, []
        # A click is not an answer.
        return spoken if self._loud_frames >= LEAST_SPEECH_SECONDS * 100 else None
