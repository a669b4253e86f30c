"""`rupor balance …`."""

import sys
from decimal import Decimal

from rupor.kit import money
from rupor.kit.errors import RuporError
from rupor.processes.commands import attach


def add(*, amount: float, account: str, comment: str) -> int:
    """Credit an account and tell its new balance."""
    attach.django_ready()
    from rupor.features.billing import queries
    from rupor.features.billing.actions.top_up import top_up

    found = attach.account_of(account)
    try:
        top_up(account_id=found.pk, amount=Decimal(str(amount)), comment=comment)
    except RuporError as error:
        attach.refuse(error)
    sys.stdout.write(f"{found.title}: {money.pretty(queries.balance(account_id=found.pk).available)}\n")
    return 0
