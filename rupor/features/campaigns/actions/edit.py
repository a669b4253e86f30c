"""Changes the settings of a draft, of a rejected or of a paused campaign."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from rupor.features.campaigns.actions import _fields, _freeze, _move
from rupor.features.campaigns.models import Campaign, CampaignState
from rupor.kit import errors


@transaction.atomic
def edit(*, campaign_id: int, values: Mapping[str, Any]) -> Campaign:
    """While paused the run gets a new snapshot, for people not contacted yet (CAMP-105); its list of people stays."""
    campaign = _move.lock(campaign_id)
    _move.permit(campaign, "edit")
    if campaign.state == CampaignState.PAUSED and "audiences" in values:
        chosen = set(campaign.audiences.values_list("id", flat=True))
        if set(values["audiences"]) != chosen:
            raise errors.Conflict("campaign_audiences_fixed", field="audiences")
    _fields.write(campaign, values)
    run = campaign.runs.filter(finished_at__isnull=True).order_by("-index").first()
    if campaign.state == CampaignState.PAUSED and run is not None:
        run.snapshot = _freeze.freeze(campaign=campaign, run=run)
        run.save(update_fields=["snapshot"])
    return campaign
