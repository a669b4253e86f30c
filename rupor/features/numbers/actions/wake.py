"""Ends a number's rest before its time."""

from rupor.features.numbers.models import PhoneNumber


def wake(*, number: PhoneNumber) -> PhoneNumber:
    """It is called from again; what was counted of it stays."""
    number.resting_until, number.rest_reason = None, ""
    number.save(update_fields=["resting_until", "rest_reason"])
    return number
