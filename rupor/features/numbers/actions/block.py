"""Takes a number out of use."""

from rupor.features.numbers.models import NumberState, PhoneNumber


def block(*, number: PhoneNumber) -> PhoneNumber:
    """The blocked number: no campaign calls from it until it is unblocked."""
    number.state = NumberState.BLOCKED
    number.save(update_fields=["state"])
    return number
