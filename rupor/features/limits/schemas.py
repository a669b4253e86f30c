"""What the doors of limits read and show."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated

from ninja import Field, Schema
from pydantic import PlainSerializer

Count = Annotated[int, Field(ge=0, le=100_000_000)]
Sum = Annotated[Decimal, Field(ge=0, max_digits=14, decimal_places=4)]
Money = Annotated[Decimal, PlainSerializer(lambda amount: f"{amount:.4f}", return_type=str)]


class LimitsItem(Schema):
    """The limits in force. `prefixes` empty: every direction; "-7809" is an exception. 0: no limit."""

    prefixes: list[str]
    person_day: int
    person_week: int
    calls_hour: int
    calls_day: int
    spend_hour: Money
    spend_day: Money


class DiallingStopItem(Schema):
    """Why dialling stands: `code` is the limit that was reached, with its figure, or "by_hand"."""

    code: str
    limit: Money
    comment: str
    at: datetime


class UsedItem(Schema):
    """What was used in the running hour and in 24 hours."""

    calls_hour: int
    calls_day: int
    spend_hour: Money
    spend_day: Money


class MyLimits(Schema):
    """An account's own view."""

    limits: LimitsItem
    used: UsedItem
    stop: DiallingStopItem | None


class OwnLimits(Schema):
    """What an account has of its own; null: as the installation has it."""

    prefixes: list[str] | None = None
    person_day: Count | None = None
    person_week: Count | None = None
    calls_hour: Count | None = None
    calls_day: Count | None = None
    spend_hour: Sum | None = None
    spend_day: Sum | None = None


class AccountLimits(Schema):
    """An account as staff see it."""

    id: int
    title: str
    own: OwnLimits
    stop: DiallingStopItem | None


class DiallingStopOrder(Schema):
    """A stop by hand."""

    comment: Annotated[str, Field(max_length=255)] = ""
