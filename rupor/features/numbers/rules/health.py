"""Whether people stopped answering a number: its last hours against its own past, with enough calls to tell.

A number that networks mark as unwanted is still dialled and still rings, but fewer and fewer people pick it up. The
share of answers is compared by the difference of two proportions, so that a bad quarter of an hour raises no alarm.
"""

import math
from datetime import timedelta

import msgspec

RECENT = timedelta(hours=3)
PAST = timedelta(days=7)
REST = timedelta(hours=24)
LEAST_RECENT_CALLS = 30
LEAST_PAST_CALLS = 100
_FELL_TO = 0.6
_SURE = 3.0  # standard deviations: one false alarm in some 700 looks


class Share(msgspec.Struct, frozen=True):
    """Calls of a span of time and how many of them were answered."""

    calls: int = 0
    answered: int = 0

    @property
    def percent(self) -> float:
        """Answered of a hundred; 0 when nobody was called."""
        return round(100 * self.answered / self.calls, 1) if self.calls else 0.0


def has_fallen(*, recent: Share, past: Share) -> bool:
    """True when the share of answers is below six tenths of the past one, and not by chance."""
    if recent.calls < LEAST_RECENT_CALLS or past.calls < LEAST_PAST_CALLS or not past.answered:
        return False
    now, before = recent.answered / recent.calls, past.answered / past.calls
    if now >= before * _FELL_TO:
        return False
    both = (recent.answered + past.answered) / (recent.calls + past.calls)
    spread = math.sqrt(both * (1 - both) * (1 / recent.calls + 1 / past.calls))
    return spread > 0 and (before - now) / spread >= _SURE
