"""Writes down that an account says a number is its own; it works once the person at it has confirmed that."""

from django.db import transaction

from rupor.features.accounts.models import Account
from rupor.features.numbers.models import NumberKind, NumberState, PhoneNumber
from rupor.features.numbers.rules import directory
from rupor.kit import errors, phone


@transaction.atomic
def claim_personal(*, account: Account, written: str) -> PhoneNumber:
    """The awaiting number. A claim of another account that was never confirmed gives way; a confirmed one does not."""
    digits = phone.normalise(written)
    if not digits:
        raise errors.RuporError("number_wrong", field="phone")
    PhoneNumber.objects.bulk_create(
        [
            PhoneNumber(
                account=account,
                phone=digits,
                kind=NumberKind.PERSONAL,
                state=NumberState.AWAITING,
                **directory.described(digits),
            )
        ],
        ignore_conflicts=True,
    )
    number = PhoneNumber.objects.select_for_update().get(phone=digits)
    unproved = number.kind == NumberKind.PERSONAL and number.confirmed_at is None and number.state == "awaiting"
    if number.account_id != account.id and not unproved:
        raise errors.Conflict("number_taken", field="phone")
    if number.account_id == account.id and number.state != NumberState.AWAITING:
        raise errors.Conflict("number_confirmed_already", field="phone")
    if number.account_id != account.id:
        number.account = account
        number.save(update_fields=["account"])
    return number
