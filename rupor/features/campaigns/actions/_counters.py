"""The counters of runs, kept by increments in the transaction that changes what they count."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F

from rupor.features.campaigns.models import CampaignRun
from rupor.features.deliveries.rules.changes import RunChange

_FINAL = ("stop_listed", "invalid", "cancelled", "answered", "unanswered", "unknown")
COMPLETE: dict[str, Any] = {
    "total": F("stop_listed") + F("invalid") + F("cancelled") + F("answered") + F("unanswered") + F("unknown"),
    "planned_at__isnull": False,
}
"""A filter: every target of the run is final."""


def add(changes: Mapping[int, RunChange]) -> None:
    """Runs are the last rows a transaction locks, in the order of their numbers."""
    for run_id, change in sorted(changes.items()):
        steps: dict[str, Any] = {name: F(name) + count for name, count in change.counts.items() if count}
        if change.cost:
            steps["cost"] = F("cost") + change.cost
        if change.held:
            steps["held"] = F("held") + change.held
        if steps:
            CampaignRun.objects.filter(id=run_id).update(**steps)
