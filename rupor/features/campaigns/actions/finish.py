"""Closes a campaign all of whose targets are final (CAMP-046)."""

from django.db import transaction

from rupor.features.campaigns.actions import _counters, _move
from rupor.features.campaigns.models import CampaignRun, CampaignState
from rupor.kit import clock


@transaction.atomic
def finish(*, run_id: int) -> bool:
    """Whether it was finished just now."""
    run = CampaignRun.objects.filter(id=run_id).first()
    if run is None:
        return False
    campaign = _move.lock(run.campaign_id)
    if campaign.state not in (CampaignState.RUNNING, CampaignState.PAUSED):
        return False
    open_run = CampaignRun.objects.filter(id=run_id, finished_at__isnull=True, **_counters.COMPLETE)
    if not open_run.update(finished_at=clock.now()):
        return False
    _move.move(campaign, CampaignState.FINISHED)
    return True
