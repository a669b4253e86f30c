"""Takes a price straight from the balance, for what was not held before."""

from decimal import Decimal

from rupor.features.billing.actions._post import post
from rupor.features.billing.models import LedgerAccount, Transfer, TransferKind


def charge(
    *, account_id: int, amount: Decimal, items: int = 1, campaign_id: int | None = None, comment: str = ""
) -> Transfer:
    """Raises NoFunds rather than overdraw."""
    legs = {LedgerAccount.BALANCE: -amount, LedgerAccount.REVENUE: amount}
    return post(
        account_id=account_id,
        kind=TransferKind.CHARGE,
        legs=legs,
        items=items,
        campaign_id=campaign_id,
        comment=comment,
    )
