"""What the money doors take and give."""

from datetime import datetime
from decimal import Decimal

from ninja import Field, Schema

from rupor.kit.pagination import PageQuery
from rupor.kit.wire import Money


class BalanceOut(Schema):
    """The account's money."""

    available: Money
    held: Money
    currency: str = "RUB"


class MovementOut(Schema):
    """One row of the list of transactions."""

    id: int
    created_at: datetime
    amount: Money
    kind: str
    comment: str
    campaign: int | None


class MovementsQuery(PageQuery):
    """The period of the list."""

    since: datetime | None = Field(None, alias="from")
    until: datetime | None = Field(None, alias="to")


class RateOut(Schema):
    """The price of one service."""

    first_block_seconds: int
    first_block_price: Money
    second_price: Money
    part_price: Money


class TariffOut(Schema):
    """The price list in force for the account: calls from own numbers, from the pool, calls back, messages, speech.

    The part of `tts` is a hundred characters spoken by a paid voice, charged once for each text.
    """

    call: RateOut
    federal: RateOut
    incoming: RateOut
    sms: RateOut
    tts: RateOut


class PaymentIn(Schema):
    """A manual top-up."""

    amount: Decimal = Field(ge=1, le=100_000_000, max_digits=12, decimal_places=2)
    comment: str = Field("", max_length=255)
