"""Tables for people: typed cells, told in the reader's language and zone, that no spreadsheet may run as a formula."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import TypeVar
from zoneinfo import ZoneInfo

from rupor.providers.tables import writing

Row = TypeVar("Row")
Cell = str | int | float | bool | Decimal | datetime | None

MOST_TEXT = 32_767
MOST_SHEET_ROWS = 1_048_575


@dataclass(frozen=True)
class Table:
    """A sheet: its title, its headings, and rows that come as they are read."""

    title: str
    headings: tuple[str, ...]
    rows: Iterable[tuple[Cell, ...]]


@dataclass(frozen=True)
class Reader:
    """For whom the table is written."""

    language: str
    zone: ZoneInfo

    @property
    def russian(self) -> bool:
        return self.language.startswith("ru")

    def flag(self, value: bool) -> str:
        """Yes or no in words."""
        return ("да" if value else "нет") if self.russian else ("yes" if value else "no")

    def local(self, moment: datetime) -> datetime:
        """The wall clock of the reader, without a zone, as spreadsheets want it; to a whole second."""
        return moment.astimezone(self.zone).replace(tzinfo=None, microsecond=0)


def written(cell: Cell, reader: Reader) -> str:
    """The cell as CSV text: a comma before kopecks in Russian, so that a Russian spreadsheet reads a number."""
    match cell:
        case None:
            return ""
        case bool():
            return reader.flag(cell)
        case Decimal() | float():
            text = f"{cell:.2f}"
            return text.replace(".", ",") if reader.russian else text
        case datetime():
            return reader.local(cell).strftime("%d.%m.%Y %H:%M:%S")
        case int():
            return str(cell)
    return writing.safe(cell.replace("\0", ""))


def cut(text: str) -> str:
    """As much as one cell of a spreadsheet holds."""
    return text if len(text) <= MOST_TEXT else f"{text[: MOST_TEXT - 1]}…"


def chunks(rows: Iterable[Row], *, size: int) -> Iterator[list[Row]]:
    """Rows in lists of at most `size`."""
    left = iter(rows)
    while gathered := list(islice(left, size)):
        yield gathered
