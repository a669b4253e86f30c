"""Lists by page number: `?page=1&per=10` → items, total, found."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Field, Schema
from pydantic import field_validator

SIZES = (10, 25, 50, 100, 200)
Item = TypeVar("Item")
Row = TypeVar("Row", bound=Model)


class PageQuery(Schema):
    """Which page is asked for; rooms inherit from it to add their filters."""

    page: int = Field(1, ge=1, le=1_000_000)
    per: int = Field(10, json_schema_extra={"enum": list(SIZES)})

    @field_validator("per")
    @classmethod
    def known_size(cls, per: int) -> int:
        """Only the sizes the cabinet offers."""
        if per not in SIZES:
            raise ValueError("page_size")
        return per


class Page(Schema, Generic[Item]):
    """One page; `total` counts the list without filters, `found` with them."""

    items: list[Item]
    total: int
    found: int
    page: int
    per: int


def page(
    rows: QuerySet[Row],
    *,
    query: PageQuery,
    total: int | None = None,
    found: int | None = None,
    shown: Callable[[list[Row]], Iterable[Any]] | None = None,
) -> dict[str, Any]:
    """The page of an ordered queryset as `Page` wants it.

    `total` is the count without filters (by default the same), `found` the count of `rows` when it is known already,
    `shown` turns the page's rows into items at one go.
    """
    count = rows.count() if found is None else found
    start = (query.page - 1) * query.per
    chosen = list(rows[start : start + query.per]) if start < count else []
    return {
        "items": list(shown(chosen)) if shown else chosen,
        "total": count if total is None else total,
        "found": count,
        "page": query.page,
        "per": query.per,
    }
