"""`rupor user …`."""

import sys

from rupor.kit.errors import RuporError
from rupor.processes.commands import attach


def create(*, email: str, role: str, account: str, password: str) -> int:
    """Make an owner with a new account, or a member of an existing one."""
    attach.django_ready()
    from rupor.features.accounts.actions.create_owner import create_owner
    from rupor.features.accounts.actions.create_user import create_user
    from rupor.features.billing.actions.open_purse import open_purse

    try:
        if role == "owner":
            user = create_owner(email=email, password=password, title=email, trusted=True)
            open_purse(account=user.memberships.get().account)
        else:
            create_user(account=attach.account_of(account), email=email, password=password, role=role)
    except RuporError as error:
        attach.refuse(error)
    sys.stdout.write(f"{email} can sign in as {role}\n")
    return 0
