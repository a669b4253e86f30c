"""What is asked about numbers."""

from django.db.models import Q, QuerySet

from rupor.features.accounts.models import Account
from rupor.features.numbers.models import PhoneNumber
from rupor.features.numbers.rules import USABLE_STATES
from rupor.kit import errors


def numbers(*, account: Account, search: str = "", kind: str = "", state: str = "") -> QuerySet[PhoneNumber]:
    """The account's own numbers and the installation's pool, newest first."""
    found = PhoneNumber.objects.filter(_seen_by(account)).order_by("-id")
    digits = "".join(char for char in search if char.isdigit())
    if digits:
        found = found.filter(phone__contains=digits)
    if kind:
        found = found.filter(kind=kind)
    return found.filter(state=state) if state else found


def usable_numbers(*, account: Account) -> QuerySet[PhoneNumber]:
    """Those it may call from now."""
    return PhoneNumber.objects.filter(_seen_by(account), state__in=USABLE_STATES).order_by("id")


def number(*, account: Account, number_id: int, pool_too: bool) -> PhoneNumber:
    """One number the account may change, or NotFound; the pool's are changed by the installation's people only."""
    allowed = Q(account=account) | Q(account=None) if pool_too else Q(account=account)
    found = PhoneNumber.objects.filter(allowed, id=number_id).first()
    if found is None:
        raise errors.NotFound("number_not_found")
    return found


def _seen_by(account: Account) -> Q:
    return Q(account=account) | Q(account=None)
