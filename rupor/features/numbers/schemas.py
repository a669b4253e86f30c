"""What the doors of numbers read and show."""

from datetime import datetime
from decimal import Decimal
from typing import Literal

from ninja import Field, Schema

from rupor.kit.pagination import PageQuery
from rupor.kit.wire import Money

Kind = Literal["shared", "duty", "rented", "personal"]
State = Literal["free", "busy", "awaiting", "suspended", "blocked"]


class NumberItem(Schema):
    """A number as it is shown; `own` ones are the account's, the others the installation's pool.

    A pool number that may be rented shows only part of its digits (`masked`) to customers. `busy_since` of a rented
    number is the beginning of its rent. `resting` is true while people do not answer it and others take its calls.
    """

    id: int
    phone: str
    masked: bool
    kind: Kind
    line_type: str
    operator: str
    country: str
    region: str
    fee: Money
    state: State
    calls_count: int
    busy_since: datetime | None
    created_at: datetime
    own: bool
    resting: bool
    rest_reason: str


class NumbersQuery(PageQuery):
    """Filters of the list."""

    search: str = Field("", max_length=32)
    kind: Literal["", "shared", "duty", "rented", "personal"] = ""
    state: Literal["", "free", "busy", "awaiting", "suspended", "blocked"] = ""
    own: bool = False


class NewNumbers(Schema):
    """Numbers in free text."""

    phones: str = Field(max_length=200_000)
    kind: Kind = "personal"


class AddedNumbers(Schema):
    """What became of them; `taken` are held by another account."""

    added: list[NumberItem]
    already: int
    taken: list[str]
    invalid: list[str]


class BindingOut(Schema):
    """A campaign that held the number; `released_at` is null while it does."""

    campaign: int
    since: datetime
    released_at: datetime | None
    reason: str


class HourOut(Schema):
    """Calls and answers among one carrier's subscribers in one hour."""

    hour: datetime
    carrier: str
    calls: int
    answered: int


class HealthOut(Schema):
    """Share of answers of the last hours against the week before them, in percent."""

    recent_calls: int
    recent_percent: float
    past_calls: int
    past_percent: float
    hours: list[HourOut]


class CallbackOut(Schema):
    """What those who call back hear: a flow, a clip, or another phone."""

    flow: int | None
    clip: int | None
    forward_to: str


class NumberCard(NumberItem):
    """One number whole."""

    confirmed_at: datetime | None
    resting_until: datetime | None
    daily_ceiling: int
    hourly_ceiling: int
    minute_ceiling: int
    bindings: list[BindingOut]
    health: HealthOut
    callback: CallbackOut


class Ranges(Schema):
    """Lines `from-to;operator;region;kind;line type;fee a day`."""

    text: str = Field(max_length=2_000_000)


class ImportedOut(Schema):
    """New numbers, and those that were there already."""

    added: int
    already: int


class NumbersEdit(Schema):
    """What is absent stays. Ceilings: calls from one number in a day, hour, minute; 0 is none."""

    numbers: list[int] = Field(min_length=1, max_length=20_000)
    fee: Decimal | None = Field(None, ge=0, le=100_000, max_digits=10, decimal_places=2)
    kind: Literal["shared", "duty"] | None = None
    operator: str | None = Field(None, max_length=64)
    region: str | None = Field(None, max_length=64)
    daily_ceiling: int | None = Field(None, ge=0, le=1_000_000)
    hourly_ceiling: int | None = Field(None, ge=0, le=1_000_000)
    minute_ceiling: int | None = Field(None, ge=0, le=1_000_000)


class ChangedOut(Schema):
    """How many were changed."""

    changed: int
