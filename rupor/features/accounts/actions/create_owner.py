"""Opens an account together with the person who owns it."""

from zoneinfo import available_timezones

from django.db import transaction

from rupor.features.accounts.actions import create_user
from rupor.features.accounts.events import AccountOpened
from rupor.features.accounts.models import Account, CabinetUser, Role
from rupor.kit import errors, events


@transaction.atomic
def create_owner(
    *,
    email: str,
    password: str,
    title: str = "",
    name: str = "",
    language: str = "ru",
    time_zone: str = "Europe/Moscow",
    trusted: bool = False,
    is_staff: bool = False,
) -> CabinetUser:
    """The owner's membership. Rooms above hear `AccountOpened`: the first project and the purse are theirs to make."""
    if time_zone not in available_timezones():
        raise errors.RuporError("time_zone_unknown", field="time_zone")
    account = Account.objects.create(title=title or email, time_zone=time_zone, trusted=trusted)
    membership = create_user.create_user(
        email=email,
        password=password,
        account=account,
        role=Role.OWNER,
        name=name,
        language=language,
        time_zone=time_zone,
        is_staff=is_staff,
    )
    events.publish(AccountOpened(account_id=account.id))
    return membership
