"""Adds numbers to the account's own, or to the installation's pool."""

from dataclasses import dataclass

from django.db import transaction

from rupor.features.accounts.models import Account
from rupor.features.numbers.models import NumberKind, PhoneNumber
from rupor.features.numbers.rules import directory, kinds
from rupor.kit import clock, errors, phone_text


@dataclass(frozen=True)
class Added:
    """What became of the numbers given: `taken` are those of another account."""

    added: list[PhoneNumber]
    already: int
    taken: list[str]
    invalid: list[str]


@transaction.atomic
def add_numbers(*, account: Account, phones: str, kind: str = NumberKind.PERSONAL, is_staff: bool = False) -> Added:
    """Picks numbers out of free text; each belongs to one account only. A customer's own wait to be confirmed."""
    if not kinds.may_add(kind=kind, is_staff=is_staff):
        raise errors.Forbidden("number_kind_staff", field="kind")
    picked = phone_text.picked_from(phones)
    if not picked.phones and not picked.invalid:
        raise errors.RuporError("numbers_missing", field="phones")
    owner = None if kinds.belongs_to_pool(kind=kind) else account
    state = kinds.first_state(kind=kind, is_staff=is_staff)
    proved = clock.now() if owner is not None and state == "free" else None
    made = [
        PhoneNumber(
            account=owner, phone=phone, kind=kind, state=state, confirmed_at=proved, **directory.described(phone)
        )
        for phone in picked.phones
    ]
    known = dict(PhoneNumber.objects.filter(phone__in=picked.phones).values_list("phone", "account_id"))
    PhoneNumber.objects.bulk_create(made, ignore_conflicts=True)
    fresh = [number.phone for number in made if number.phone not in known]
    added = list(PhoneNumber.objects.filter(phone__in=fresh, account=owner).order_by("id"))
    mine = sum(owner_id == (owner.id if owner else None) for owner_id in known.values())
    got = {number.phone for number in added}
    taken = [phone for phone in picked.phones if phone not in got and known.get(phone, -1) != (owner and owner.id)]
    return Added(added=added, already=mine, taken=taken, invalid=picked.invalid)
