"""Moves a campaign from state to state: lawful by the drawing, told in the journal, seen in open browsers."""

from django.utils import timezone

from rupor.features.accounts.models import User
from rupor.features.campaigns.models import Campaign, CampaignJournal, CampaignState, PauseReason
from rupor.features.campaigns.rules import states
from rupor.features.numbers.actions.release_of_campaign import release_of_campaign
from rupor.kit import errors, live


def lock(campaign_id: int) -> Campaign:
    """The campaign's row, held until the transaction ends. Claims hold it shared, so none is made meanwhile."""
    campaign = Campaign.objects.select_for_update(no_key=True).filter(id=campaign_id, deleted_at__isnull=True).first()
    if campaign is None:
        raise errors.NotFound("campaign_not_found")
    return campaign


def permit(campaign: Campaign, action: str) -> None:
    """Raises Conflict when the matrix does not offer the action now."""
    if action not in states.allowed(state=campaign.state, archived=campaign.archived_at is not None):
        raise errors.Conflict("campaign_action_not_allowed", action=action, state=campaign.state)


def move(
    campaign: Campaign,
    after: CampaignState,
    *,
    actor: User | None = None,
    reason: str = "",
    pause_reason: PauseReason = PauseReason.NONE,
) -> None:
    """Saves the new state of a locked campaign."""
    before = campaign.state
    if not states.may_move(before=before, after=after):
        raise errors.Conflict("campaign_move_not_allowed", before=before, after=after)
    campaign.state, campaign.pause_reason = after, pause_reason
    if after == CampaignState.FINISHED:
        campaign.finished_at = timezone.now()
    # One that has finished keeps its numbers until they were unused for days: people call back (CAMP-107).
    if after == CampaignState.STOPPED:
        release_of_campaign(campaign_id=campaign.id, now=timezone.now())
    if after == CampaignState.PROCESSING:
        campaign.finished_at = None
    campaign.save(update_fields=["state", "pause_reason", "finished_at"])
    CampaignJournal.objects.create(
        campaign=campaign, actor=actor, before=before, after=after, reason=reason or pause_reason.value
    )
    live.announce(
        account_id=campaign.account_id,
        payload={"type": "campaign", "id": campaign.id, "state": after.value, "pause_reason": pause_reason.value},
    )
