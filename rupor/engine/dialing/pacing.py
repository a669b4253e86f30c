"""How many contacts a campaign may start now so that over time it keeps its speed, whatever the rhythm of the asking.

A pace owes starts: every second adds speed / 3600, fractions are kept, every start takes one away. What could not be
started for want of lines is forgiven beyond a short burst, so that free lines are not stormed.
"""

import math

import msgspec

BURST_SECONDS = 2.0


class Pace(msgspec.Struct, frozen=True):
    """`at` is the last moment counted (any steady clock, seconds); `owed` the starts not yet made."""

    at: float
    owed: float = 0.0


def advanced(*, pace: Pace, now: float, speed_per_hour: int) -> Pace:
    """The pace at `now`; a new speed counts from the last moment counted on."""
    per_second = speed_per_hour / 3600
    grown = pace.owed + max(0.0, now - pace.at) * per_second
    return Pace(at=max(now, pace.at), owed=min(grown, max(1.0, per_second * BURST_SECONDS)))


def starts(pace: Pace) -> int:
    """Whole starts that are due."""
    return math.floor(pace.owed + 1e-9)


def spent(*, pace: Pace, started: int) -> Pace:
    """The pace after so many were started."""
    return Pace(at=pace.at, owed=pace.owed - started)
