"""Puts a blocked number back into use."""

from django.db import transaction

from rupor.features.numbers.actions.block import BY_STAFF
from rupor.features.numbers.models import NumberKind, NumberState, PhoneNumber
from rupor.kit import errors


@transaction.atomic
def unblock(*, number: PhoneNumber, by_staff: bool = False) -> PhoneNumber:
    """The number as it was: free, or waiting to be confirmed; one that was not blocked stays as it is."""
    locked = PhoneNumber.objects.select_for_update().get(id=number.id)
    if locked.state != NumberState.BLOCKED:
        return locked
    if locked.rest_reason == BY_STAFF:
        if not by_staff:
            raise errors.Forbidden("number_blocked_by_staff")
        locked.rest_reason = ""
    unproved = locked.kind == NumberKind.PERSONAL and locked.confirmed_at is None
    rented = locked.kind == NumberKind.RENTED
    locked.state = NumberState.AWAITING if unproved else NumberState.BUSY if rented else NumberState.FREE
    locked.save(update_fields=["state", "rest_reason"])
    return locked
