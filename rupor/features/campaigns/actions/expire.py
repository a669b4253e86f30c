"""Ends the wait for delivery reports that never came."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from rupor.features.campaigns import queries
from rupor.features.campaigns.actions import _counters
from rupor.features.deliveries.actions import expire as expiring


@transaction.atomic
def expire(*, sent_before: datetime, now: datetime) -> Collection[int]:
    """The runs whose people became unknown."""
    _, changes = expiring.expire(sent_before=sent_before, now=now, terms_of=queries.terms_of)
    _counters.add(changes)
    return changes.keys()
