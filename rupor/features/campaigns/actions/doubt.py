"""Gives up on what silent gateways had taken."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction

from rupor.features.campaigns import queries
from rupor.features.campaigns.actions import _counters
from rupor.features.deliveries.actions import doubt as doubting


@transaction.atomic
def doubt(*, gateways: Sequence[str], overdue_before: datetime, now: datetime) -> tuple[int, Collection[int]]:
    """How many attempts became unknown, and of which runs."""
    count, changes = doubting.doubt(
        gateways=gateways, overdue_before=overdue_before, now=now, terms_of=queries.terms_of
    )
    _counters.add(changes)
    return count, changes.keys()
