"""Ends a rent: the number goes back to the pool and cools down before somebody else may take it (TEL-031)."""

from datetime import datetime, timedelta

from rupor.features.numbers.models import NumberKind, NumberState, PhoneNumber
from rupor.features.rentals.events import RentEnded
from rupor.features.rentals.models import NumberRental, RentalState
from rupor.features.rentals.rules import COOLING_DAYS
from rupor.kit import events, live


def end(rental: NumberRental, *, reason: str, now: datetime) -> None:
    """The caller holds the rental's row. The day that was paid is not given back."""
    rental.state, rental.ended_at, rental.end_reason, rental.suspended_on = RentalState.ENDED, now, reason, None
    rental.save(update_fields=["state", "ended_at", "end_reason", "suspended_on"])
    number = PhoneNumber.objects.select_for_update().get(id=rental.number_id)
    number.account, number.kind = None, NumberKind.SHARED
    number.state = NumberState.BLOCKED if number.state == NumberState.BLOCKED else NumberState.FREE
    number.cooling_until, number.last_tenant_id = now + timedelta(days=COOLING_DAYS), rental.account_id
    number.callback_flow_id = number.callback_clip_id = None
    number.callback_phone = ""
    number.save()
    told = RentEnded(account_id=rental.account_id, number_id=number.id, phone=number.phone, reason=reason)
    events.publish(told)
    live.announce(account_id=rental.account_id, payload={"type": "number", "id": number.id, "rent": "ended"})
