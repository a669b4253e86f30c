"""Sounds through the detector, as the gateway would hear them: many calls at once, a tenth of a second at a time."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from rupor.engine.dialing.answer_detection import Beep, Decision, Ear, Judge, together
from rupor.engine.dialing.answer_detection.deciding import LIMITS, Limits
from rupor.processes.bench.speakers import Samples

PIECE = 800
RATE = 8000
# Calls heard together; a gateway hears what one turn of its loop brought.
AT_ONCE = 200


@dataclass(frozen=True)
class Heard:
    """What became of one call; no decision when its sound ended before."""

    decision: Decision | None
    beeps: tuple[Beep, ...]


@dataclass(frozen=True)
class Hearing:
    """All calls in order, and the processor time for each second of sound until the verdict."""

    heard: list[Heard]
    microseconds_per_second: float


def hear(
    *, sounds: Sequence[Samples], judge: Judge | None, limits: Limits = LIMITS, to_the_end: bool = False
) -> Hearing:
    """`to_the_end` goes on after the verdict, for beeps."""
    heard: list[Heard] = []
    seconds = spent = 0.0
    for first in range(0, len(sounds), AT_ONCE):
        some = sounds[first : first + AT_ONCE]
        ears = [Ear(limits=limits) for _ in some]
        for begin in range(0, max(map(len, some)), PIECE):
            pieces = [
                (ear, sound[begin : begin + PIECE].tobytes())
                for ear, sound in zip(ears, some, strict=True)
                if begin + PIECE <= len(sound) and (to_the_end or ear.decision is None)
            ]
            if not pieces:
                break
            began = time.process_time()
            together.hear(pieces=pieces, judge=judge)
            spent += time.process_time() - began
            seconds += len(pieces) * PIECE / RATE
        heard += [Heard(ear.decision, tuple(ear.tones.beeps)) for ear in ears]
    return Hearing(heard, 1e6 * spent / max(seconds, 1e-9))
