"""Writes which gateway took which attempt; recalled ones go back to their runs."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from rupor.features.campaigns import queries
from rupor.features.campaigns.actions import _counters
from rupor.features.deliveries.actions import record_takes as recording


@transaction.atomic
def record_takes(*, takes: Sequence[tuple[int, str, datetime]], now: datetime) -> Collection[int]:
    """`takes` are (attempt, taker, when); the runs whose people came back."""
    changes = recording.record_takes(takes=takes, now=now, terms_of=queries.terms_of)
    _counters.add(changes)
    return changes.keys()
