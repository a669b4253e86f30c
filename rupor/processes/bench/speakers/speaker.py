"""One voice, and what it is asked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Samples = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to say: `pace` and `pitch` are shares of the voice's own (1.0), `seed` moves the lengths of sounds."""

    text: str
    pace: float = 1.0
    pitch: float = 1.0
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Speaker:
    """A voice of the bench. `family` is the synthesiser behind: espeak, czech, italian, finnish, english, russian.

    `without` are the sounds it lacks and says by their nearest.
    """

    name: str
    gender: Literal["female", "male"]
    family: str
    independent: bool
    speak: Callable[[Sequence[Line]], list[Samples]]
    without: frozenset[str] = frozenset()

    def say(self, text: str, *, pace: float = 1.0, pitch: float = 1.0, seed: int = 0) -> Samples:
        """The text spoken: 8 kHz, mono, 16-bit, with a little quiet at both ends."""
        return self.speak([Line(text, pace, pitch, seed)])[0]

    def say_all(self, lines: Sequence[Line]) -> list[Samples]:
        """Many lines at once: the synthesiser starts once."""
        return self.speak(lines)
