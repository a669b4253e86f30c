"""Stops a campaign for good: whoever was not contacted is cancelled, contacts under way end by themselves."""

from django.db import transaction

from rupor.features.accounts.models import User
from rupor.features.campaigns import queries
from rupor.features.campaigns.actions import _move, cancel_rest
from rupor.features.campaigns.models import Campaign, CampaignState


@transaction.atomic
def stop(*, campaign_id: int, actor: User | None = None) -> Campaign:
    """A long list is cancelled by the dispatcher in the seconds after."""
    campaign = _move.lock(campaign_id)
    _move.permit(campaign, "stop")
    _move.move(campaign, CampaignState.STOPPED, actor=actor)
    run = queries.current_run(campaign)
    if run is not None:
        cancel_rest.cancel_rest(run_id=run.id)
    return campaign
