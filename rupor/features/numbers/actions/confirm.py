"""Notes that the person at a personal number has confirmed it."""

from datetime import datetime

from rupor.features.numbers.models import NumberState, PhoneNumber


def confirm(*, number_id: int, account_id: int, now: datetime) -> bool:
    """False when the number is the account's no more; one that was confirmed before stays as it is."""
    awaiting = PhoneNumber.objects.filter(id=number_id, account_id=account_id)
    awaiting.filter(state=NumberState.AWAITING).update(state=NumberState.FREE, confirmed_at=now)
    return awaiting.exists()
