"""«Освободить номер»: somebody says that a number is not held any more (TEL-016)."""

from datetime import datetime

from rupor.features.numbers.actions import _release
from rupor.features.numbers.models import NumberBinding, PhoneNumber, ReleaseReason


def release_number(*, number: PhoneNumber, account_id: int, now: datetime) -> int:
    """By campaigns of one account; later callbacks hear no flow of theirs. How many campaigns held it."""
    bindings = NumberBinding.objects.filter(number=number, account_id=account_id)
    return _release.end(bindings, reason=ReleaseReason.MANUAL, now=now)
