"""What the doors of numbers read and show."""

from datetime import datetime
from typing import Literal

from ninja import Field, Schema

from rupor.kit.pagination import PageQuery

Kind = Literal["shared", "duty", "rented", "personal"]
State = Literal["free", "busy", "awaiting", "blocked"]


class NumberItem(Schema):
    """A number as it is shown; `own` ones are the account's, the others the installation's pool."""

    id: int
    phone: str
    kind: Kind
    line_type: str
    operator: str
    region: str
    state: State
    calls_count: int
    created_at: datetime
    own: bool

    @staticmethod
    def resolve_own(number: object) -> bool:
        """Whether an account holds it."""
        return getattr(number, "account_id", None) is not None


class NumbersQuery(PageQuery):
    """Filters of the list."""

    search: str = Field("", max_length=32)
    kind: Literal["", "shared", "duty", "rented", "personal"] = ""
    state: Literal["", "free", "busy", "awaiting", "blocked"] = ""


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
