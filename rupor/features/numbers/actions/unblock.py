"""Puts a blocked number back into use."""

from rupor.features.numbers.models import NumberState, PhoneNumber


def unblock(*, number: PhoneNumber) -> PhoneNumber:
    """The free number; one that was not blocked stays as it is."""
    PhoneNumber.objects.filter(id=number.id, state=NumberState.BLOCKED).update(state=NumberState.FREE)
    number.refresh_from_db()
    return number
