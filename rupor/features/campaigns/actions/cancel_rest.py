"""Cancels those of a stopped run who were not contacted, and closes the run when nobody is left."""

from django.db import transaction

from rupor.features.campaigns.actions import _counters
from rupor.features.campaigns.models import CampaignRun
from rupor.features.deliveries.actions.cancel_pending import cancel_pending
from rupor.features.deliveries.rules.changes import RunChange
from rupor.kit import clock


@transaction.atomic
def cancel_rest(*, run_id: int) -> bool:
    """One bite; whether the run is closed. It stays open while contacts are under way."""
    now = clock.now()
    cancelled = cancel_pending(run=run_id, now=now)
    change = RunChange()
    change.counts["cancelled"] = cancelled
    _counters.add({run_id: change})
    return bool(
        CampaignRun.objects.filter(id=run_id, finished_at__isnull=True, **_counters.COMPLETE).update(finished_at=now)
    )
