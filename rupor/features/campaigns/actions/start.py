"""Starts a campaign: a draft is launched, a paused one goes on, a scheduled one goes now, a stopped one begins anew."""

from django.db import transaction

from rupor.features.accounts.models import User
from rupor.features.campaigns.actions import _launch, _move
from rupor.features.campaigns.models import Campaign, CampaignState, RunKind


@transaction.atomic
def start(*, campaign_id: int, actor: User | None = None) -> Campaign:
    """Raises Conflict `campaign_not_ready` with every problem when a launch is not possible."""
    campaign = _move.lock(campaign_id)
    _move.permit(campaign, "start")
    if campaign.state in (CampaignState.PAUSED, CampaignState.SCHEDULED, CampaignState.ACCEPTED):
        _move.move(campaign, CampaignState.QUEUED, actor=actor)
    else:
        _launch.launch(campaign, kind=RunKind.INITIAL, actor=actor)
    return campaign
