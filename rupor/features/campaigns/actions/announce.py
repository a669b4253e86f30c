"""Tells open browsers how campaigns and their accounts' money stand."""

from collections.abc import Collection

from django.db import transaction

from rupor.features.billing import queries as money_queries
from rupor.features.campaigns import queries
from rupor.features.campaigns.models import Campaign
from rupor.features.campaigns.rules import figures
from rupor.kit import live


@transaction.atomic
def announce(*, campaign_ids: Collection[int]) -> None:
    """One message for each campaign, one for each balance."""
    progress = queries.progress(campaign_ids)
    accounts: set[int] = set()
    for campaign in Campaign.objects.filter(id__in=campaign_ids):
        accounts.add(campaign.account_id)
        live.announce(account_id=campaign.account_id, payload=_told(campaign, progress[campaign.id]))
    for account_id in accounts:
        balance = money_queries.balance(account_id=account_id)
        told = {"type": "balance", "available": f"{balance.available:.4f}", "held": f"{balance.held:.4f}"}
        live.announce(account_id=account_id, payload=told)


def _told(campaign: Campaign, progress: queries.Progress) -> dict[str, object]:
    size = progress.size
    names = ("total", "stop_listed", "answered", "leads", "unanswered", "in_process", "invalid", "unknown")
    return {
        "type": "campaign",
        "id": campaign.id,
        "state": campaign.state,
        "pause_reason": campaign.pause_reason,
        "size": {name: getattr(size, name) for name in names},
        "progress": size.progress,
        "cost": f"{progress.cost:.4f}",
        "lead_count": progress.leads,
        "speed_per_hour": campaign.speed_per_hour,
        "speed_now": progress.speed_now,
        "seconds_left": figures.seconds_left(waiting=size.in_process, speed_per_hour=campaign.speed_per_hour),
    }
