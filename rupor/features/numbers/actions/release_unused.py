"""Lets numbers go from which nobody has called for long: their campaign stands or has finished, and others wait.

Until then people who call back hear the campaign's flow (CAMP-107).
"""

from datetime import datetime, timedelta

from rupor.features.numbers.actions import _release
from rupor.features.numbers.models import NumberBinding, ReleaseReason

UNUSED = timedelta(days=3)


def release_unused(*, now: datetime) -> int:
    """How many bindings ended; a campaign that goes on later takes numbers anew."""
    bindings = NumberBinding.objects.filter(used_at__lt=now - UNUSED)
    return _release.end(bindings, reason=ReleaseReason.TIMEOUT, now=now)
