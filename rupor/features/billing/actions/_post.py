"""Writes one movement of money: the transfer, its entries, and the purse's snapshot, all or nothing."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import connection, transaction

from rupor.features.billing.models import LedgerAccount, LedgerEntry, Transfer, TransferKind
from rupor.kit import errors

_MOVE_PURSE = """
UPDATE billing_purse SET available = available + %s, held = held + %s
WHERE account_id = %s AND held + %s >= 0 AND (%s >= 0 OR available + %s >= -credit_limit)
"""


def post(
    *,
    account_id: int,
    kind: TransferKind,
    legs: Mapping[LedgerAccount, Decimal],
    items: int = 1,
    campaign_id: int | None = None,
    comment: str = "",
) -> Transfer:
    """The transfer just written; NoFunds when the purse does not cover it, and then nothing is written."""
    with transaction.atomic():
        _move_purse(
            account_id=account_id,
            available=legs.get(LedgerAccount.BALANCE, Decimal(0)),
            held=legs.get(LedgerAccount.HELD, Decimal(0)),
        )
        transfer = Transfer.objects.create(
            account_id=account_id,
            kind=kind,
            items=items,
            campaign_id=campaign_id,
            amount=_own_change(legs),
            comment=comment,
        )
        LedgerEntry.objects.bulk_create(
            LedgerEntry(transfer=transfer, account_id=account_id, ledger=ledger, amount=amount)
            for ledger, amount in legs.items()
            if amount
        )
        return transfer


def _own_change(legs: Mapping[LedgerAccount, Decimal]) -> Decimal:
    return legs.get(LedgerAccount.BALANCE, Decimal(0)) + legs.get(LedgerAccount.HELD, Decimal(0))


def _move_purse(*, account_id: int, available: Decimal, held: Decimal) -> None:
    """One conditional UPDATE: no interleaving of transactions can overdraw."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE_PURSE, [available, held, account_id, held, available, available])
        if cursor.rowcount == 0:
            raise errors.NoFunds("no_funds")
