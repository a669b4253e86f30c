"""Takes a number out of use."""

from django.db import transaction

from rupor.features.numbers.models import NumberBinding, NumberState, PhoneNumber, ReleaseReason
from rupor.features.numbers.rules import kinds
from rupor.kit import clock, errors

BY_STAFF = "staff"
"""What `rest_reason` says of a number that only those who run the installation may put back."""


@transaction.atomic
def block(*, number: PhoneNumber, by_staff: bool = False) -> PhoneNumber:
    """The blocked number: no campaign calls from it until it is unblocked. One that does not work yet has nothing to
    block, unless those who run the installation say so."""
    if number.state not in (*kinds.USABLE_STATES, NumberState.BLOCKED) and not by_staff:
        raise errors.Conflict("number_does_not_work")
    number.state = NumberState.BLOCKED
    number.rest_reason = BY_STAFF if by_staff else number.rest_reason
    number.save(update_fields=["state", "rest_reason"])
    NumberBinding.objects.filter(number=number, released_at__isnull=True).update(
        released_at=clock.now(), reason=ReleaseReason.BLOCKED
    )
    return number
