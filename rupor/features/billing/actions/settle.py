"""Turns what was set aside into what it cost, and gives the rest back."""

from decimal import Decimal

from rupor.features.billing.actions._post import post
from rupor.features.billing.models import LedgerAccount, Transfer, TransferKind


def settle(
    *,
    account_id: int,
    held: Decimal,
    cost: Decimal,
    items: int = 1,
    campaign_id: int | None = None,
    comment: str = "",
) -> Transfer | None:
    """Earns `cost` out of `held` (never more than it); a hold that cost nothing is a release."""
    if not held:
        return None
    earned = min(cost, held)
    legs = {LedgerAccount.HELD: -held, LedgerAccount.REVENUE: earned, LedgerAccount.BALANCE: held - earned}
    kind = TransferKind.SETTLE if earned else TransferKind.RELEASE
    return post(account_id=account_id, kind=kind, legs=legs, items=items, campaign_id=campaign_id, comment=comment)
