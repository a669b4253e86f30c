"""What the doors of rent read and show."""

from datetime import datetime

from ninja import Field, Schema

from rupor.kit.pagination import PageQuery
from rupor.kit.wire import Money


class OfferOut(Schema):
    """A number for rent; the phone is shown in part. `fee` is roubles a day."""

    id: int
    phone: str
    country: str
    region: str
    operator: str
    line_type: str
    fee: Money


class OffersQuery(PageQuery):
    """Filters; an empty one does not filter."""

    operator: str = Field("", max_length=64)
    country: str = Field("", max_length=2)
    region: str = Field("", max_length=64)
    line_type: str = Field("", max_length=10)


class ChoicesOut(Schema):
    """What the filters offer."""

    operators: list[str]
    countries: list[str]
    regions: list[str]
    line_types: list[str]


class ChosenNumbers(Schema):
    """Numbers by id."""

    numbers: list[int] = Field(min_length=1, max_length=500)


class RentedOut(Schema):
    """A number that was rented just now."""

    id: int
    phone: str
    fee: Money


class GivenBackOut(Schema):
    """How many were given back."""

    returned: int


class RentalOut(Schema):
    """One rent of a number."""

    id: int
    state: str
    fee: Money
    started_at: datetime
    ended_at: datetime | None
    end_reason: str


class DailyOut(Schema):
    """How many numbers the account rents and what it pays for them a day."""

    count: int
    fee: Money


class CallbackIn(Schema):
    """What those who call back hear: a flow, a clip, or another phone; one of them or none."""

    flow: int | None = None
    clip: int | None = None
    forward_to: str = Field("", max_length=32)
