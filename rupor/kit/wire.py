"""How values look in JSON: money with four digits as text, so that no browser rounds it."""

from decimal import Decimal
from typing import Annotated

from ninja import Schema
from pydantic import PlainSerializer

Money = Annotated[Decimal, PlainSerializer(lambda amount: f"{amount:.4f}", return_type=str)]


class FieldError(Schema):
    """What is wrong with one input."""

    field: str
    message: str


class ErrorAnswer(Schema):
    """Every failure of the API looks like this."""

    code: str
    message: str
    field: str = ""
    errors: list[FieldError] = []
