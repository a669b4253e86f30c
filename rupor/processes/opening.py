"""A new account, complete at once: owner, first project with its fields, purse. In the cabinet listeners do it."""

from django.db import transaction

from rupor.features.accounts.actions.create_owner import create_owner
from rupor.features.accounts.models import CabinetUser
from rupor.features.billing.actions.open_purse import open_purse
from rupor.features.contacts.actions.open_system_fields import open_system_fields
from rupor.features.projects.actions.create_first import create_first


@transaction.atomic
def open_account(*, email: str, password: str, title: str, is_staff: bool = False) -> CabinetUser:
    """The owner's membership. Whoever has the shell of the machine is trusted: what they send is not moderated."""
    owner = create_owner(email=email, password=password, title=title, trusted=True, is_staff=is_staff)
    open_system_fields(project=create_first(account=owner.account))
    open_purse(account_id=owner.account_id)
    return owner
