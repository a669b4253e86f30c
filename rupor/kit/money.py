"""Money is Decimal with four digits; a price is rounded down to a kopeck per item (BILL-094, DET-021)."""

from decimal import ROUND_DOWN, Decimal

ZERO = Decimal(0)
_KOPECK = Decimal("0.01")


def down_to_kopeck(amount: Decimal) -> Decimal:
    """The amount without its fractions of a kopeck."""
    return amount.quantize(_KOPECK, rounding=ROUND_DOWN)


def pretty(amount: Decimal) -> str:
    """18 542,83 ₽ with a no-break space between thousands."""
    whole, _, part = f"{amount:.2f}".partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}".replace(",", "\u00a0") + f",{part} ₽"
