"""What a contact costs: pure sums, rounded down to a kopeck per item (BILL-094)."""

import math
from decimal import Decimal

import msgspec

from rupor.kit import money


class Rate(msgspec.Struct, frozen=True):
    """The price of one service, frozen when a campaign starts (BILL-082)."""

    first_block_seconds: int = 20
    first_block_price: Decimal = money.ZERO
    second_price: Decimal = money.ZERO
    part_price: Decimal = money.ZERO


def call_price(*, seconds: float, rate: Rate) -> Decimal:
    """An answered call: the first block whole, then every started second."""
    beyond = max(0, math.ceil(seconds) - rate.first_block_seconds)
    return money.down_to_kopeck(rate.first_block_price + beyond * rate.second_price)


def sms_price(*, parts: int, rate: Rate) -> Decimal:
    """A message of so many parts."""
    return money.down_to_kopeck(parts * rate.part_price)


def call_hold(*, longest_seconds: float, rate: Rate) -> Decimal:
    """What is set aside before a call: the price of the longest talk it may become."""
    return call_price(seconds=longest_seconds, rate=rate)


def affordable(*, holds: list[Decimal], available: Decimal) -> int:
    """How many of the holds, in order, the money covers."""
    left = available
    for count, amount in enumerate(holds):
        left -= amount
        if left < 0:
            return count
    return len(holds)
