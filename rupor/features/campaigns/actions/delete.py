"""Removes a campaign from sight; its calls, recordings and money remain for accounting (CAMP-114)."""

from django.db import transaction

from rupor.features.accounts.models import User
from rupor.features.campaigns import queries
from rupor.features.campaigns.actions import _move, cancel_rest
from rupor.features.campaigns.models import CampaignState
from rupor.features.numbers.actions.release_of_campaign import release_of_campaign
from rupor.kit import clock


@transaction.atomic
def delete(*, campaign_id: int, actor: User | None = None) -> None:
    """One that waits or is paused is stopped by it."""
    campaign = _move.lock(campaign_id)
    _move.permit(campaign, "delete")
    run = queries.current_run(campaign)
    if campaign.state in (CampaignState.ACCEPTED, CampaignState.SCHEDULED, CampaignState.PAUSED):
        _move.move(campaign, CampaignState.STOPPED, actor=actor, reason="deleted")
    if run is not None:
        cancel_rest.cancel_rest(run_id=run.id)
    campaign.deleted_at = clock.now()
    release_of_campaign(campaign_id=campaign.id, now=campaign.deleted_at)
    campaign.save(update_fields=["deleted_at"])
