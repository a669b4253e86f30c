"""Tables out: CSV that Excel opens by a double click, and XLSX; no cell may become a formula on somebody's machine."""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import xlsxwriter

_NUMBER = re.compile(r"[+-][\d ().-]*")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def safe(cell: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it; a phone or a number need not."""
    return f"'{cell}" if cell.startswith(_DANGEROUS) and not _NUMBER.fullmatch(cell) else cell


def write(path: Path, *, form: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Writes `csv` or `xlsx`; every cell is text."""
    if form == "csv":
        _csv(path, header, rows)
    else:
        _xlsx(path, header, rows)


def _csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(header)
        writer.writerows([safe(cell) for cell in row] for row in rows)


def _xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        sheet = book.add_worksheet()
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, title in enumerate(header):
            sheet.write_string(0, column, title, bold)
            sheet.set_column(column, column, 22)
        for number, row in enumerate(rows, start=1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
