"""Pauses a campaign: nobody new is contacted, contacts under way end by themselves."""

from django.db import transaction

from rupor.features.accounts.models import User
from rupor.features.campaigns.actions import _move
from rupor.features.campaigns.models import Campaign, CampaignState, PauseReason


@transaction.atomic
def pause(*, campaign_id: int, reason: PauseReason = PauseReason.MANUAL, actor: User | None = None) -> Campaign:
    """Raises Conflict when there is nothing to pause."""
    campaign = _move.lock(campaign_id)
    _move.permit(campaign, "pause")
    _move.move(campaign, CampaignState.PAUSED, actor=actor, pause_reason=reason)
    return campaign
