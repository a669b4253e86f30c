"""Changes how many contacts an hour are begun; a running campaign follows within a second (CAMP-005)."""

from django.db import transaction

from rupor.features.campaigns.actions import _move
from rupor.features.campaigns.models import Campaign
from rupor.features.campaigns.rules import limits, states
from rupor.kit import errors, live


@transaction.atomic
def set_speed(*, campaign_id: int, speed_per_hour: int) -> Campaign:
    """Allowed in any state that is live or may be edited."""
    campaign = _move.lock(campaign_id)
    if campaign.state not in states.LIVE | states.ACTIONS["edit"]:
        raise errors.Conflict("campaign_action_not_allowed", action="set_speed", state=campaign.state)
    limits.check_speed(channel=campaign.channel, speed_per_hour=speed_per_hour)
    campaign.speed_per_hour = speed_per_hour
    campaign.save(update_fields=["speed_per_hour"])
    live.announce(
        account_id=campaign.account_id,
        payload={"type": "campaign", "id": campaign.id, "speed_per_hour": speed_per_hour},
    )
    return campaign
