"""Has a personal number confirmed anew: somebody says that it is not its account's (TEL-033)."""

from rupor.features.numbers.models import NumberKind, NumberState, PhoneNumber
from rupor.kit import errors


def doubt(*, number_id: int) -> PhoneNumber:
    """The number, awaiting; nobody calls from it until its owner has pressed 1 again."""
    number = PhoneNumber.objects.filter(id=number_id, kind=NumberKind.PERSONAL).first()
    if number is None:
        raise errors.NotFound("number_not_found")
    number.state, number.confirmed_at = NumberState.AWAITING, None
    number.save(update_fields=["state", "confirmed_at"])
    return number
