"""Writes the customer's own comment on a campaign."""

from django.db import transaction

from rupor.features.campaigns.actions import _move
from rupor.features.campaigns.models import Campaign
from rupor.kit import errors

LONGEST = 1000


@transaction.atomic
def comment(*, campaign_id: int, text: str) -> Campaign:
    """Allowed in any state."""
    if len(text) > LONGEST:
        raise errors.RuporError("campaign_comment_too_long", field="user_comment", most=LONGEST)
    campaign = _move.lock(campaign_id)
    campaign.user_comment = text
    campaign.save(update_fields=["user_comment"])
    return campaign
