"""Plans a long list in the background."""

from django.db import transaction

from rupor.features.campaigns.actions import _launch, _move
from rupor.features.campaigns.models import CampaignRun, CampaignState, PauseReason


@transaction.atomic
def plan_run(*, run_id: int) -> None:
    """A repeat finds the campaign already passed on and does nothing."""
    run = CampaignRun.objects.get(id=run_id)
    campaign = _move.lock(run.campaign_id)
    if campaign.state == CampaignState.PROCESSING and run.planned_at is None:
        _launch.carry_out(campaign, run)
        if campaign.project.archived_at is not None:
            _move.move(campaign, CampaignState.PAUSED, pause_reason=PauseReason.SYSTEM)
