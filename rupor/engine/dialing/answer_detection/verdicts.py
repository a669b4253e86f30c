"""The words of detection: who answered, when that was known, and what it was known by."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """Silence is nobody's word yet: a person who waits. The other three are not persons, whatever they say."""

    PERSON = "person"
    MACHINE = "machine"
    ASSISTANT = "assistant"
    ANNOUNCEMENT = "announcement"
    SILENCE = "silence"

    @property
    def human(self) -> bool:
        """A doubt counts as a person."""
        return self in (Verdict.PERSON, Verdict.SILENCE)


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict is given once. `at_seconds` counts from the answer, `confidence` is 0 to 1."""

    verdict: Verdict
    at_seconds: float
    confidence: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beep:
    """A steady tone of an answering machine, told when it has ended: now one may speak."""

    began_seconds: float
    seconds: float
    hertz: float
