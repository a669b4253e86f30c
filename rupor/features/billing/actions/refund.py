"""Gives earned money back."""

from decimal import Decimal

from rupor.features.billing.actions._post import post
from rupor.features.billing.models import LedgerAccount, Transfer, TransferKind


def refund(*, account_id: int, amount: Decimal, campaign_id: int | None = None, comment: str = "") -> Transfer:
    """From what was earned back to the balance."""
    legs = {LedgerAccount.REVENUE: -amount, LedgerAccount.BALANCE: amount}
    return post(account_id=account_id, kind=TransferKind.REFUND, legs=legs, campaign_id=campaign_id, comment=comment)
