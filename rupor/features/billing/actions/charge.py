"""Takes a price straight from the balance, for what was not held before."""

from decimal import Decimal

from rupor.features.billing.actions._post import post
from rupor.features.billing.models import LedgerAccount, Transfer, TransferKind


def charge(
    *,
    account_id: int,
    amount: Decimal,
    items: int = 1,
    campaign_id: int | None = None,
    comment: str = "",
    kind: TransferKind = TransferKind.CHARGE,
) -> Transfer:
    """Raises NoFunds rather than overdraw. Each charge of another `kind` is its own line of «Транзакции»."""
    legs = {LedgerAccount.BALANCE: -amount, LedgerAccount.REVENUE: amount}
    return post(
        account_id=account_id,
        kind=kind,
        legs=legs,
        items=items,
        campaign_id=campaign_id,
        comment=comment,
    )
