"""What time itself changes: planned starts, windows that open and close, runs whose last contact has ended.

Nothing starts by the clock in a project that was put away.
"""

from datetime import datetime

from rupor.engine.dialing import schedule
from rupor.features.campaigns.actions import _counters, cancel_rest, finish, pause, resume
from rupor.features.campaigns.models import Campaign, CampaignRun, CampaignState, PauseReason
from rupor.features.campaigns.rules import limits
from rupor.kit import errors


def turn_clock(*, now: datetime) -> list[int]:
    """Campaigns that changed. Each change is a transaction of its own; one that somebody has just made is let be."""
    changed: list[int] = []
    for campaign in Campaign.objects.filter(
        state__in=[CampaignState.SCHEDULED, CampaignState.QUEUED, CampaignState.RUNNING, CampaignState.PAUSED],
        deleted_at__isnull=True,
        project__archived_at__isnull=True,
    ):
        try:
            if _turn(campaign, now):
                changed.append(campaign.id)
        except errors.Conflict:
            continue
    complete = CampaignRun.objects.filter(
        campaign__state__in=[CampaignState.RUNNING, CampaignState.PAUSED],
        campaign__deleted_at__isnull=True,
        finished_at__isnull=True,
        **_counters.COMPLETE,
    )
    changed += [campaign for run, campaign in complete.values_list("id", "campaign_id") if finish.finish(run_id=run)]
    stopped = CampaignRun.objects.filter(campaign__state=CampaignState.STOPPED, finished_at__isnull=True)
    for run_id, campaign_id in stopped.values_list("id", "campaign_id"):
        cancel_rest.cancel_rest(run_id=run_id)
        changed.append(campaign_id)
    return changed


def _turn(campaign: Campaign, now: datetime) -> bool:
    is_open = schedule.is_open(window=limits.window(campaign.window), now=now, zone=campaign.time_zone)
    if campaign.state == CampaignState.SCHEDULED:
        due = campaign.start_at is None or campaign.start_at <= now
        return due and bool(resume.resume(campaign_id=campaign.id, before=CampaignState.SCHEDULED))
    if campaign.state in (CampaignState.QUEUED, CampaignState.RUNNING) and not is_open:
        return bool(pause.pause(campaign_id=campaign.id, reason=PauseReason.OUT_OF_WINDOW))
    if campaign.pause_reason == PauseReason.OUT_OF_WINDOW and is_open:
        return bool(resume.resume(campaign_id=campaign.id, before=CampaignState.PAUSED))
    return False
