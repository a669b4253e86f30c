"""Notes that orders are on the bus."""

from collections.abc import Sequence
from datetime import datetime

from rupor.features.deliveries.models import Attempt, AttemptState


def hand_over(*, attempts: Sequence[int], now: datetime) -> int:
    """How many were noted; one that a gateway has taken meanwhile stays taken."""
    claimed = Attempt.objects.filter(id__in=attempts, state=AttemptState.CLAIMED)
    return claimed.update(state=AttemptState.HANDED_OVER, handed_over_at=now)
