"""Puts an ended campaign into the archive."""

from django.db import transaction

from rupor.features.campaigns.actions import _move
from rupor.features.campaigns.models import Campaign
from rupor.kit import clock


@transaction.atomic
def archive(*, campaign_id: int) -> Campaign:
    """Its calls, money and reports stay as they are."""
    campaign = _move.lock(campaign_id)
    _move.permit(campaign, "archive")
    campaign.archived_at = clock.now()
    campaign.save(update_fields=["archived_at"])
    return campaign
