"""Pauses what works in a project that was put away; after the project is back, a person starts it again."""

from django.db import transaction

from rupor.features.campaigns.actions import _move
from rupor.features.campaigns.models import Campaign, CampaignState, PauseReason
from rupor.features.campaigns.rules import states
from rupor.features.projects.models import Project

_WATCHED = [CampaignState.PROCESSING, *sorted(states.ACTIONS["pause"])]
"""Those being planned are waited for: planning holds the campaign's row."""


def pause_project(*, project_id: int) -> list[int]:
    """The campaigns paused; none when the project is in use again, so hearing of it late does no harm."""
    if not Project.objects.filter(id=project_id, archived_at__isnull=False).exists():
        return []
    watched = Campaign.objects.filter(project_id=project_id, state__in=_WATCHED, deleted_at__isnull=True)
    return [number for number in watched.order_by("id").values_list("id", flat=True) if _pause(number)]


@transaction.atomic
def _pause(campaign_id: int) -> bool:
    campaign = Campaign.objects.select_for_update(no_key=True).get(id=campaign_id)
    if campaign.deleted_at is not None or campaign.state not in states.ACTIONS["pause"]:
        return False
    _move.move(campaign, CampaignState.PAUSED, pause_reason=PauseReason.SYSTEM)
    return True
