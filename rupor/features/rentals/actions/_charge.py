"""Takes one day of rent: its own line of «Транзакции», which ends «… на день»."""

from decimal import Decimal

from rupor.features.billing.actions.charge import charge
from rupor.features.billing.models import TransferKind
from rupor.kit import phone


def charge_day(*, account_id: int, fee: Decimal, number: str) -> None:
    """Raises NoFunds when the balance does not cover it."""
    charge(account_id=account_id, amount=fee, comment=phone.pretty(number), kind=TransferKind.RENT)
