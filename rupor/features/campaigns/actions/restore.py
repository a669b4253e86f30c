"""Takes a campaign out of the archive."""

from django.db import transaction

from rupor.features.campaigns.actions import _move
from rupor.features.campaigns.models import Campaign


@transaction.atomic
def restore(*, campaign_id: int) -> Campaign:
    """One that is not in the archive stays as it is."""
    campaign = _move.lock(campaign_id)
    campaign.archived_at = None
    campaign.save(update_fields=["archived_at"])
    return campaign
