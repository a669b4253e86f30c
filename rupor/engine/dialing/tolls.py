"""What an account may do on the line: where it may call, how often one person, how much in an hour and in a day.

Pure: what was used is given. A figure of 0 is no limit. These are the walls against toll fraud: a stolen password or
a wrong flow must not dial far countries all night.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec

from rupor.kit import phone

DAY, WEEK = timedelta(days=1), timedelta(days=7)
ZERO = Decimal(0)
LONGEST_EXTENSION = 6


class Tolls(msgspec.Struct, frozen=True):
    """The limits in force. `prefixes` empty: every direction; one that begins with "-" is an exception."""

    prefixes: tuple[str, ...] = ()
    person_day: int = 0
    person_week: int = 0
    calls_hour: int = 0
    calls_day: int = 0
    spend_hour: Decimal = ZERO
    spend_day: Decimal = ZERO


class Used(msgspec.Struct, frozen=True):
    """Calls begun and money spent by an account in the running hour and in 24 hours; `held` is set aside just now."""

    calls_hour: int = 0
    calls_day: int = 0
    spend_hour: Decimal = ZERO
    spend_day: Decimal = ZERO
    held: Decimal = ZERO


class Called(msgspec.Struct, frozen=True):
    """How often a person was called in 24 hours and in 7 days, and when the first call of those 24 hours was."""

    day: int = 0
    week: int = 0
    first_of_day: datetime | None = None


NAMES = ("calls_hour", "calls_day", "spend_hour", "spend_day")


def permitted(number: str, *, prefixes: Sequence[str]) -> bool:
    """Whether the number may be called: the longest prefix that fits it decides, and one must fit."""
    if not prefixes:
        return True
    fitting = [each for each in prefixes if number.startswith(each.removeprefix("-"))]
    longest = max(fitting, key=lambda each: (len(each.removeprefix("-")), each.startswith("-")), default="-")
    return not longest.startswith("-")


def exceeded(*, tolls: Tolls, used: Used) -> str:
    """The name of the limit that is used up, or nothing."""
    for name in NAMES:
        top = getattr(tolls, name)
        if top and getattr(used, name) >= top:
            return name
    return ""


def calls_left(*, tolls: Tolls, used: Used) -> int | None:
    """How many more calls may begin now; None: no limit."""
    left = [
        top - spent for top, spent in ((tolls.calls_hour, used.calls_hour), (tolls.calls_day, used.calls_day)) if top
    ]
    return max(0, min(left)) if left else None


def money_left(*, tolls: Tolls, used: Used) -> Decimal | None:
    """How much more may be set aside: what is held now may yet be spent. None: no limit."""
    left = [
        top - spent - used.held
        for top, spent in ((tolls.spend_hour, used.spend_hour), (tolls.spend_day, used.spend_day))
        if top
    ]
    return max(ZERO, min(left)) if left else None


def tired(*, tolls: Tolls, called: Called) -> str:
    """Which limit of calls to one person is reached: "person_week", "person_day" or none."""
    if tolls.person_week and called.week >= tolls.person_week:
        return "person_week"
    if tolls.person_day and called.day >= tolls.person_day:
        return "person_day"
    return ""


def rested_at(*, called: Called, now: datetime) -> datetime:
    """When a call more a day is lawful again: the first of the last 24 hours has grown a day old."""
    return (called.first_of_day or now) + DAY


def operators(document: Mapping[str, Any]) -> list[str]:
    """Telephones that a flow may ring in the middle of a call."""
    return [
        number for card in _transfers(document) for each in card.get("operators") or () if (number := _number(each))
    ]


def without_forbidden(document: Mapping[str, Any], *, prefixes: Sequence[str], stopped: bool = False) -> dict[str, Any]:
    """The flow with no operator that may not be called (`stopped`: none at all). A transfer to nobody goes on as one
    that nobody has taken."""
    if not any(stopped or not permitted(each, prefixes=prefixes) for each in operators(document)):
        return dict(document)

    def may_ring(operator: Mapping[str, Any]) -> bool:
        number = _number(operator)
        return not stopped and (not number or permitted(number, prefixes=prefixes))

    def withheld(card: Mapping[str, Any]) -> Mapping[str, Any]:
        if card.get("do") != "transfer":
            return card
        return {**card, "operators": [each for each in card.get("operators") or () if may_ring(each)], "withheld": True}

    nodes = {
        name: {**node, "cards": [withheld(card) for card in node.get("cards") or ()]}
        for name, node in document["nodes"].items()
    }
    return {**document, "nodes": nodes}


def _transfers(document: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    cards = [card for node in document.get("nodes", {}).values() for card in node.get("cards") or ()]
    return [card for card in cards if card.get("do") == "transfer"]


def _number(operator: Mapping[str, Any]) -> str:
    """The telephone behind an operator; a SIP address has one when its first part is a number, extensions aside."""
    to = str(operator.get("to", "")).strip()
    if operator.get("kind") == "phone":
        return phone.normalise(to)
    user = to.split(":", 1)[-1].split("@", 1)[0]
    digits = user.removeprefix("+")
    return phone.normalise(user) or (digits if digits.isdecimal() and len(digits) > LONGEST_EXTENSION else "")
