"""Takes the daily fee of every rent, one transaction a number; days that were missed are caught up (TEL-007, TEL-032).

`charged_through` moves in the same transaction as the money, so that running twice takes nothing twice.
"""

from datetime import date, datetime

from django.db import transaction

from rupor.features.numbers.models import NumberState, PhoneNumber
from rupor.features.rentals import queries, rules
from rupor.features.rentals.actions._charge import charge_day
from rupor.features.rentals.actions._end import end
from rupor.features.rentals.events import RentSuspended
from rupor.features.rentals.models import NumberRental, RentalState
from rupor.kit import errors, events, live


def charge_rents(*, now: datetime) -> int:
    """How many rents were paid, suspended, resumed or ended."""
    today = queries.day_of(now)
    return sum(_turn(rental_id, today, now) for rental_id in queries.due(today=today))


@transaction.atomic
def _turn(rental_id: int, today: date, now: datetime) -> bool:
    locked = NumberRental.objects.select_for_update(skip_locked=True, of=("self",)).select_related("number")
    rental = locked.filter(id=rental_id).first()
    if rental is None or rental.state == RentalState.ENDED:
        return False
    if rental.state == RentalState.SUSPENDED:
        return _wait(rental, today, now)
    for day in rules.days_owed(charged_through=rental.charged_through, today=today):
        if not _pay(rental, day):
            _suspend(rental, today)
            return True
    return True


def _pay(rental: NumberRental, day: date) -> bool:
    try:
        with transaction.atomic():
            charge_day(account_id=rental.account_id, fee=rental.fee, number=rental.number.phone)
    except errors.NoFunds:
        return False
    rental.charged_through = day
    rental.save(update_fields=["charged_through"])
    return True


def _suspend(rental: NumberRental, today: date) -> None:
    rental.state, rental.suspended_on = RentalState.SUSPENDED, today
    rental.save(update_fields=["state", "suspended_on"])
    working = PhoneNumber.objects.filter(id=rental.number_id).exclude(state=NumberState.BLOCKED)
    working.update(state=NumberState.SUSPENDED)
    phone = rental.number.phone
    events.publish(RentSuspended(account_id=rental.account_id, number_id=rental.number_id, phone=phone))
    live.announce(
        account_id=rental.account_id, payload={"type": "number", "id": rental.number_id, "state": "suspended"}
    )


def _wait(rental: NumberRental, today: date, now: datetime) -> bool:
    """Days without service are not paid for; the rent goes on with the day whose fee is there."""
    if rental.suspended_on is not None and rules.waited_too_long(suspended_on=rental.suspended_on, today=today):
        end(rental, reason="unpaid", now=now)
        return True
    if not _pay(rental, today):
        return False
    rental.state, rental.suspended_on = RentalState.ACTIVE, None
    rental.save(update_fields=["state", "suspended_on"])
    PhoneNumber.objects.filter(id=rental.number_id, state=NumberState.SUSPENDED).update(state=NumberState.BUSY)
    live.announce(account_id=rental.account_id, payload={"type": "number", "id": rental.number_id, "state": "busy"})
    return True
