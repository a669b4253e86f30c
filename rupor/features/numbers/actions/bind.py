"""Binds pool numbers to the campaign that calls from them, until it ends (TEL-013)."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from rupor.features.numbers.models import NumberBinding, NumberKind, NumberState, PhoneNumber


@transaction.atomic
def bind(*, phones: Collection[str], account_id: int, campaign_id: int, run_id: int, now: datetime) -> None:
    """Shared numbers only; those bound to the campaign already are noted as used now."""
    shared = PhoneNumber.objects.filter(phone__in=list(phones), kind=NumberKind.SHARED, account__isnull=True)
    ids = list(shared.order_by("id").values_list("id", flat=True))
    if not ids:
        return
    held = NumberBinding.objects.filter(number_id__in=ids, campaign_id=campaign_id, released_at__isnull=True)
    known = set(held.values_list("number_id", flat=True))
    held.update(used_at=now)
    fresh = [number for number in ids if number not in known]
    NumberBinding.objects.bulk_create(
        [
            NumberBinding(
                number_id=number, account_id=account_id, campaign_id=campaign_id, run_id=run_id, since=now, used_at=now
            )
            for number in fresh
        ],
        ignore_conflicts=True,
    )
    PhoneNumber.objects.filter(id__in=fresh, state=NumberState.FREE).update(state=NumberState.BUSY, busy_since=now)
