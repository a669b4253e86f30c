"""Contacts again those whom the last pass did not reach (CAMP-041)."""

from django.db import transaction
from django.db.models import F

from rupor.features.accounts.models import User
from rupor.features.campaigns.actions import _launch, _move
from rupor.features.campaigns.models import Campaign, RunKind
from rupor.features.deliveries import queries as delivery_queries
from rupor.kit import errors


@transaction.atomic
def restart(*, campaign_id: int, actor: User | None = None) -> Campaign:
    """A new run over the unanswered and the not contacted; the doubtful are never contacted again by this."""
    campaign = _move.lock(campaign_id)
    _move.permit(campaign, "restart")
    previous = campaign.runs.order_by("-index").first()
    if previous is None or not delivery_queries.left_over(run=previous.id):
        raise errors.Conflict("campaign_nobody_left")
    _launch.launch(campaign, kind=RunKind.RESTART, actor=actor, previous=previous)
    Campaign.objects.filter(id=campaign.id).update(restarts=F("restarts") + 1)
    campaign.refresh_from_db(fields=["restarts"])
    return campaign
