"""Ends bindings, and frees the numbers that nobody holds any more."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from rupor.features.numbers.models import NumberBinding, NumberKind, NumberState, PhoneNumber, ReleaseReason


@transaction.atomic
def end(bindings: QuerySet[NumberBinding], *, reason: ReleaseReason, now: datetime) -> int:
    """How many were held until now."""
    held = bindings.filter(released_at__isnull=True)
    numbers = sorted(set(held.values_list("number_id", flat=True)))
    if not numbers:
        return 0
    count = held.update(released_at=now, reason=reason)
    others = NumberBinding.objects.filter(number=OuterRef("id"), released_at__isnull=True)
    let_go = PhoneNumber.objects.filter(~Exists(others), id__in=numbers, kind=NumberKind.SHARED)
    let_go.filter(state=NumberState.BUSY).update(state=NumberState.FREE)
    return count
