"""Gives rented numbers back; the day that was paid is not refunded (TEL-003, TEL-031)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rupor.features.numbers.models import PhoneNumber
from rupor.features.rentals import queries
from rupor.features.rentals.actions._end import end
from rupor.kit import errors, phone


@transaction.atomic
def give_back(*, account_id: int, number_ids: Sequence[int], now: datetime) -> int:
    """How many were given back: all of the chosen, or none when one of them is not rented by the account."""
    wanted = sorted(set(number_ids))
    if not wanted:
        raise errors.RuporError("numbers_missing", field="numbers")
    held = queries.going_on(account_id=account_id, number_ids=wanted)
    rentals = list(held.select_for_update().order_by("id"))
    lacking = set(wanted) - {rental.number_id for rental in rentals}
    if lacking:
        own = PhoneNumber.objects.filter(id__in=lacking, account_id=account_id).values_list("phone", flat=True).first()
        if own is None:
            raise errors.NotFound("number_not_found", field="numbers")
        raise errors.Conflict("number_not_rented", field="numbers", phone=phone.pretty(own))
    for rental in rentals:
        end(rental, reason="returned", now=now)
    return len(rentals)
