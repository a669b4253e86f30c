"""Drops hours of use that no limit looks at any more."""

from datetime import datetime

from rupor.features.limits.models import LineUse
from rupor.features.limits.queries import KEPT


def forget_use(*, now: datetime) -> None:
    """All accounts at once."""
    LineUse.objects.filter(hour__lt=now - KEPT).delete()
