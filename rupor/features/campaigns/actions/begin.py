"""Takes a campaign from the queue: a gateway can carry it."""

from django.db import transaction

from rupor.features.campaigns.actions import _move
from rupor.features.campaigns.models import CampaignRun, CampaignState
from rupor.kit import clock


@transaction.atomic
def begin(*, run_id: int) -> bool:
    """Whether it runs now."""
    run = CampaignRun.objects.get(id=run_id)
    campaign = _move.lock(run.campaign_id)
    if campaign.state != CampaignState.QUEUED:
        return campaign.state == CampaignState.RUNNING
    now = clock.now()
    _move.move(campaign, CampaignState.RUNNING)
    if run.started_at is None:
        run.started_at = now
        run.save(update_fields=["started_at"])
    if campaign.started_at is None:
        campaign.started_at = now
        campaign.save(update_fields=["started_at"])
    return True
