"""What is set aside before a call: its longest talk, and as much again where an operator may be rung for it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from rupor.features.billing import rules as pricing
from rupor.kit import money


def transfers(document: Mapping[str, Any]) -> bool:
    """Whether the flow may ring operators."""
    nodes = document.get("nodes", {}).values()
    return any(card.get("do") == "transfer" for node in nodes for card in node.get("cards") or ())


def call_hold(*, longest_seconds: float, rate: pricing.Rate, document: Mapping[str, Any]) -> Decimal:
    """Both sides of a transferred call are paid for, and neither lasts longer than the call may."""
    alone = pricing.call_hold(longest_seconds=longest_seconds, rate=rate)
    return alone * 2 if transfers(document) else alone


def leg_price(*, talk_seconds: float, answered: bool, rate: pricing.Rate) -> Decimal:
    """An operator's leg costs what a call of its length does; one that did not answer costs nothing."""
    return pricing.call_price(seconds=talk_seconds, rate=rate) if answered else money.ZERO
