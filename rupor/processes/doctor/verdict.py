"""What a check says."""

from dataclasses import dataclass
from enum import StrEnum


class Health(StrEnum):
    """`warning` does not stop the work, `bad` does."""

    GOOD = "good"
    WARNING = "warning"
    BAD = "bad"


@dataclass(frozen=True)
class Verdict:
    """One line of the report: what was looked at, what was found, and what to do when it is not good."""

    part: str
    health: Health
    found: str
    mend: str = ""


def good(part: str, found: str) -> Verdict:
    """Nothing to do."""
    return Verdict(part=part, health=Health.GOOD, found=found)


def warning(part: str, found: str, mend: str) -> Verdict:
    """Works, but somebody should know."""
    return Verdict(part=part, health=Health.WARNING, found=found, mend=mend)


def bad(part: str, found: str, mend: str) -> Verdict:
    """Does not work."""
    return Verdict(part=part, health=Health.BAD, found=found, mend=mend)
