"""`rupor balance …`."""

import sys
from decimal import Decimal

from rupor.kit import money
from rupor.processes.commands import attach


def add(*, amount: float, account: str, comment: str) -> int:
    """Credit an account and tell its new balance."""
    attach.django_ready()
    from rupor.features.billing import queries
    from rupor.features.billing.actions.top_up import top_up

    found = attach.account_of(account)
    top_up(account=found, amount=Decimal(str(amount)), comment=comment)
    sys.stdout.write(f"{found.title}: {money.pretty(queries.balance(account=found).available)}\n")
    return 0
