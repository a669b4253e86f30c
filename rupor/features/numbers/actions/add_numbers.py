"""Adds numbers to the account's own, or to the installation's pool."""

from dataclasses import dataclass

import phonenumbers
from django.db import transaction
from phonenumbers import PhoneNumberType, carrier, geocoder

from rupor.features.accounts.models import Account
from rupor.features.numbers import rules
from rupor.features.numbers.models import NumberKind, PhoneNumber
from rupor.kit import errors, phone_text

_LINE_TYPES = {
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE: "fixed",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "mobile",
    PhoneNumberType.TOLL_FREE: "toll_free",
}


@dataclass(frozen=True)
class Added:
    """What became of the numbers given: `taken` are those of another account."""

    added: list[PhoneNumber]
    already: int
    taken: list[str]
    invalid: list[str]


@transaction.atomic
def add_numbers(*, account: Account, phones: str, kind: str = NumberKind.PERSONAL, is_staff: bool = False) -> Added:
    """Picks numbers out of free text; each belongs to one account only."""
    if not rules.may_add(kind=kind, is_staff=is_staff):
        raise errors.Forbidden("number_kind_staff", field="kind")
    picked = phone_text.picked_from(phones)
    if not picked.phones and not picked.invalid:
        raise errors.RuporError("numbers_missing", field="phones")
    owner = None if rules.belongs_to_pool(kind=kind) else account
    made = [PhoneNumber(account=owner, phone=phone, kind=kind, **_described(phone)) for phone in picked.phones]
    known = dict(PhoneNumber.objects.filter(phone__in=picked.phones).values_list("phone", "account_id"))
    PhoneNumber.objects.bulk_create(made, ignore_conflicts=True)
    fresh = [number.phone for number in made if number.phone not in known]
    added = list(PhoneNumber.objects.filter(phone__in=fresh, account=owner).order_by("id"))
    mine = sum(owner_id == (owner.id if owner else None) for owner_id in known.values())
    got = {number.phone for number in added}
    taken = [phone for phone in picked.phones if phone not in got and known.get(phone, -1) != (owner and owner.id)]
    return Added(added=added, already=mine, taken=taken, invalid=picked.invalid)


def _described(phone: str) -> dict[str, str]:
    """Line type, operator and region by the public plan, as far as it knows them."""
    try:
        parsed = phonenumbers.parse(f"+{phone}")
    except phonenumbers.NumberParseException:
        return {"line_type": "other"}
    return {
        "line_type": _LINE_TYPES.get(phonenumbers.number_type(parsed), "other"),
        "operator": carrier.name_for_number(parsed, "ru")[:64],
        "region": geocoder.description_for_number(parsed, "ru")[:64],
    }
