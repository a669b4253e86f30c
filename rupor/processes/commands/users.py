"""`rupor user …`."""

import sys

from rupor.kit.errors import RuporError
from rupor.processes.commands import attach


def create(*, email: str, role: str, account: str, password: str) -> int:
    """Make an owner with a new account, or a member of an existing one."""
    attach.django_ready()
    from rupor.features.accounts.actions.create_user import create_user
    from rupor.features.accounts.models import Role
    from rupor.processes.opening import open_account

    if role not in Role.values:
        attach.stop(f"{role} is no role; there are: {', '.join(Role.values)}", status=attach.WRONG_USE)
    try:
        if role == "owner":
            open_account(email=email, password=password, title=email)
        else:
            create_user(account=attach.account_of(account), email=email, password=password, role=Role(role))
    except RuporError as error:
        attach.refuse(error)
    sys.stdout.write(f"{email} can sign in as {role}\n")
    return 0
