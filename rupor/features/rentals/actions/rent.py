"""Rents numbers: all of the chosen or none; the first day is paid at once (TEL-006, TEL-035)."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from rupor.features.billing import queries as money_queries
from rupor.features.numbers import queries as number_queries
from rupor.features.numbers.models import NumberKind, NumberState, PhoneNumber
from rupor.features.numbers.rules import kinds
from rupor.features.rentals import queries
from rupor.features.rentals.actions._charge import charge_day
from rupor.features.rentals.models import NumberRental
from rupor.features.rentals.rules import MOST_AT_ONCE
from rupor.kit import errors, live


@transaction.atomic
def rent(*, account_id: int, number_ids: Sequence[int], now: datetime) -> list[NumberRental]:
    """Raises Conflict naming a number that somebody was quicker to take, NoFunds when the sum is not covered."""
    numbers = _locked(sorted(set(number_ids)))
    offered = number_queries.for_rent(account_id=account_id, now=now).filter(id__in=[each.id for each in numbers])
    free = set(offered.values_list("id", flat=True))
    for number in numbers:
        if number.id not in free:
            raise errors.Conflict("number_rented_already", field="numbers", phone=kinds.masked(number.phone))
    total = sum((number.fee for number in numbers), Decimal(0))
    if money_queries.spendable_for_update(account_id=account_id) < total:
        raise errors.NoFunds("no_funds")
    rentals = [_rent(number, account_id, now) for number in numbers]
    live.announce(account_id=account_id, payload={"type": "number", "rent": "started", "count": len(rentals)})
    return rentals


def _locked(wanted: list[int]) -> list[PhoneNumber]:
    if not wanted:
        raise errors.RuporError("numbers_missing", field="numbers")
    if len(wanted) > MOST_AT_ONCE:
        raise errors.RuporError("numbers_too_many", field="numbers", most=MOST_AT_ONCE)
    numbers = list(PhoneNumber.objects.select_for_update().filter(id__in=wanted).order_by("id"))
    if len(numbers) < len(wanted):
        raise errors.NotFound("number_not_found", field="numbers")
    return numbers


def _rent(number: PhoneNumber, account_id: int, now: datetime) -> NumberRental:
    charge_day(account_id=account_id, fee=number.fee, number=number.phone)
    number.account_id, number.kind = account_id, NumberKind.RENTED
    number.state, number.busy_since = NumberState.BUSY, now
    number.cooling_until = number.last_tenant_id = None
    number.save(update_fields=["account_id", "kind", "state", "busy_since", "cooling_until", "last_tenant_id"])
    return NumberRental.objects.create(
        account_id=account_id,
        number=number,
        fee=number.fee,
        started_at=now,
        charged_through=queries.day_of(now),
    )
