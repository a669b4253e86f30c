"""When a person begins and ends to speak, told from loudness above the quietest of the last 1.5 s."""

import math
from collections import deque
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

RATE, FRAME = 8000, 80
QUIET_SECONDS, LONGEST_SECONDS = 0.6, 6.0
LEAST_SPEECH_SECONDS, BEFORE_SECONDS = 0.08, 0.3
_ABOVE_FLOOR_DB, _LOWEST_DBFS = 9.0, -50.0
_SMOOTH_FRAMES, _BLOCK_FRAMES, _BLOCKS = 3, 10, 15
Samples = NDArray[np.int16]


@dataclass
class Ear:
    """Takes pieces of any length; gives a whole utterance when it is over."""

    quiet_seconds: float = QUIET_SECONDS
    _rest: bytes = b""
    _before: list[Samples] = field(default_factory=list)
    _spoken: list[Samples] = field(default_factory=list)
    _powers: deque[float] = field(default_factory=lambda: deque(maxlen=_SMOOTH_FRAMES))
    _quietest: deque[float] = field(default_factory=lambda: deque(maxlen=_BLOCKS))
    _frames: int = 0
    _loud_frames: int = 0
    _quiet_frames: int = 0

    def hear(self, sound: bytes) -> Samples | None:
        """16-bit 8 kHz; an utterance with a little quiet around it, once, when it has ended within this piece."""
        held = self._rest + sound
        whole = len(held) // (2 * FRAME) * 2 * FRAME
        self._rest = held[whole:]
        frames = np.frombuffer(held[:whole], dtype="<i2").reshape(-1, FRAME)
        powers = np.mean(np.square(frames, dtype=np.float32), axis=1) / 32768.0**2 + 1e-10
        over = None
        for frame, power in zip(frames, powers.tolist(), strict=True):
            over = self._frame(frame, loud=self._loud(power)) or over
        return None if over is None else np.concatenate(over)

    def _loud(self, power: float) -> bool:
        """Whether this frame, smoothed with those just before it, stands out of the floor."""
        self._powers.append(power)
        level = 10 * math.log10(sum(self._powers) / len(self._powers))
        if self._frames % _BLOCK_FRAMES == 0:
            self._quietest.append(level)
        self._frames += 1
        self._quietest[-1] = min(self._quietest[-1], level)
        return level > max(min(self._quietest) + _ABOVE_FLOOR_DB, _LOWEST_DBFS)

    def _frame(self, frame: Samples, *, loud: bool) -> list[Samples] | None:
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
