"""Lets a campaign's pool numbers go: it was stopped or taken away."""

from datetime import datetime

from rupor.features.numbers.actions import _release
from rupor.features.numbers.models import NumberBinding, ReleaseReason


def release_of_campaign(*, campaign_id: int, now: datetime) -> int:
    """How many numbers it held."""
    bindings = NumberBinding.objects.filter(campaign_id=campaign_id)
    return _release.end(bindings, reason=ReleaseReason.FINISHED, now=now)
