"""Sets money aside before people are contacted."""

from decimal import Decimal

from rupor.features.billing.actions._post import post
from rupor.features.billing.models import LedgerAccount, Transfer, TransferKind


def hold(
    *, account_id: int, amount: Decimal, items: int = 1, campaign_id: int | None = None, comment: str = ""
) -> Transfer:
    """One transfer covers a whole batch; each attempt keeps its own share. Raises NoFunds."""
    legs = {LedgerAccount.BALANCE: -amount, LedgerAccount.HELD: amount}
    return post(
        account_id=account_id, kind=TransferKind.HOLD, legs=legs, items=items, campaign_id=campaign_id, comment=comment
    )
