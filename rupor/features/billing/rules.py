"""What a contact costs: pure sums, rounded down to a kopeck per item (BILL-094)."""

import hashlib
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


class SpeechText(msgspec.Struct, frozen=True):
    """A text for a paid voice."""

    voice: str
    text: str

    @property
    def digest(self) -> str:
        """Names the text among those paid for."""
        return hashlib.sha256(f"{self.voice}\0{' '.join(self.text.split())}".encode()).hexdigest()


def speech_price(*, characters: int, rate: Rate) -> Decimal:
    """A text spoken by a paid voice; the price is of a hundred characters (MAT-021)."""
    return money.down_to_kopeck(characters * rate.part_price / 100)


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
