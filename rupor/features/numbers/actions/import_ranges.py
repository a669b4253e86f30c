"""Puts ranges of numbers into the installation's pool (TEL-036)."""

from dataclasses import dataclass

from django.db import transaction

from rupor.features.numbers.models import PhoneNumber
from rupor.features.numbers.rules import directory, ranges


@dataclass(frozen=True)
class Imported:
    """How many numbers are new, and how many of the given ones were there already and stayed as they were."""

    added: int
    already: int


@transaction.atomic
def import_ranges(*, text: str) -> Imported:
    """What a line leaves out is told by the public numbering plan."""
    read = ranges.read(text)
    phones = {phone: each for each in read for phone in each.phones}
    known = set(PhoneNumber.objects.filter(phone__in=list(phones)).values_list("phone", flat=True))
    made = [_number(phone, given) for phone, given in phones.items() if phone not in known]
    PhoneNumber.objects.bulk_create(made, ignore_conflicts=True, batch_size=1000)
    return Imported(added=len(made), already=len(known))


def _number(phone: str, given: ranges.Range) -> PhoneNumber:
    plan = directory.described(phone)
    told = {"operator": given.operator, "region": given.region, "line_type": given.line_type}
    plan |= {name: value for name, value in told.items() if value}
    return PhoneNumber(phone=phone, kind=given.kind, fee=given.fee, **plan)
