"""Writes a batch of facts, and the runs' counters with them, in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rupor.engine.ports import Event
from rupor.features.campaigns import queries
from rupor.features.campaigns.actions import _counters
from rupor.features.deliveries.actions import record_events as recording
from rupor.features.deliveries.actions.record_events import Recorded


@transaction.atomic
def record_events(*, events: Sequence[Event], now: datetime, sender: str) -> Recorded:
    """What the batch came to; its messages are to be published after the commit."""
    recorded = recording.record_events(events=events, now=now, terms_of=queries.terms_of, sender=sender)
    _counters.add(recorded.changes)
    return recorded
