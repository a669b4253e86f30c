"""Whether and when a person is tried again after what came of the last try (CAMP-103)."""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from rupor.engine.ports import Outcome

AGAIN = frozenset({Outcome.BUSY, Outcome.NO_ANSWER, Outcome.UNREACHABLE, Outcome.PROVIDER_ERROR, Outcome.CANCELLED})
"""A person who declined the call (`rejected`) is called again only where the campaign says so."""

MOST_RETURNS = 12
_LONGEST_RETURN_SECONDS = 300


class End(StrEnum):
    """The final state of a target; the names are those of `TargetState`."""

    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    INVALID = "invalid"
    UNKNOWN = "unknown"


class Ladder(msgspec.Struct, frozen=True):
    """So many extra calls, so far apart. `busy_after_ring_ends`: who lets it ring and then gives the busy tone has
    declined the call, and is not called again; a line that is busy at once is tried again in any case.
    `refusal_again`: whoever declined by the network's own word (603, 607, 608) is called again too."""

    extra: int = 0
    interval_seconds: int = 60
    busy_after_ring_ends: bool = False
    refusal_again: bool = False


ENDS = {
    Outcome.ANSWERED: End.ANSWERED,
    Outcome.DELIVERED: End.ANSWERED,
    Outcome.INVALID: End.INVALID,
    Outcome.UNKNOWN: End.UNKNOWN,
}


def end_of(outcome: Outcome) -> End:
    """The final state when no further try follows."""
    return ENDS.get(outcome, End.UNANSWERED)


def next_attempt(*, outcome: Outcome, made: int, ladder: Ladder, now: datetime, rang: bool = False) -> datetime | None:
    """When to try again after `made` tries, or None: answered, invalid and doubtful ones are left alone."""
    declined = outcome is Outcome.BUSY and rang and ladder.busy_after_ring_ends
    again = outcome in AGAIN or (outcome is Outcome.REJECTED and ladder.refusal_again)
    if not again or declined or made > ladder.extra:
        return None
    return now + timedelta(seconds=ladder.interval_seconds)


def after_return(*, returns: int, now: datetime) -> datetime | None:
    """When an order that came back untouched is given out again; None when it came back too often to go on."""
    if returns > MOST_RETURNS:
        return None
    return now + timedelta(seconds=min(2 ** max(0, returns - 1), _LONGEST_RETURN_SECONDS))
