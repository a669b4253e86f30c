"""Puts money on the balance."""

from decimal import Decimal

from rupor.features.billing.actions._post import post
from rupor.features.billing.models import LedgerAccount, Transfer, TransferKind
from rupor.kit import errors


def top_up(*, account_id: int, amount: Decimal, comment: str = "") -> Transfer:
    """Money comes from outside; at least a rouble at once."""
    if amount < 1:
        raise errors.RuporError("payment_too_small", field="amount")
    legs = {LedgerAccount.FUNDING: -amount, LedgerAccount.BALANCE: amount}
    return post(account_id=account_id, kind=TransferKind.TOPUP, legs=legs, comment=comment)
