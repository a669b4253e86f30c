"""Puts a waiting campaign into the queue because its time has come."""

from django.db import transaction

from rupor.features.campaigns.actions import _move
from rupor.features.campaigns.models import CampaignState, PauseReason


@transaction.atomic
def resume(*, campaign_id: int, before: CampaignState) -> bool:
    """Only from the state it was seen in; a pause by hand is never undone by the clock."""
    campaign = _move.lock(campaign_id)
    by_window = campaign.pause_reason == PauseReason.OUT_OF_WINDOW
    if campaign.state != before or (before == CampaignState.PAUSED and not by_window):
        return False
    _move.move(campaign, CampaignState.QUEUED, reason="window" if by_window else "planned")
    return True
