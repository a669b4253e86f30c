"""Writes tables as a spreadsheet, row by row, so that a million rows need no memory."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from django.db import transaction

from rupor.features.reports.rules import cells
from rupor.features.reports.rules.cells import Cell, Reader, Table

_WIDTH = 18


def write_xlsx(*, tables: Iterable[Table], path: Path, reader: Reader) -> None:
    """A sheet for each table; one longer than a sheet may be goes on in «title 2», «title 3» …"""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "use_zip64": True}
    with xlsxwriter.Workbook(str(path), options) as book, transaction.atomic():
        formats = {
            "heading": book.add_format({"bold": True, "bottom": 1}),
            "money": book.add_format({"num_format": "#,##0.00"}),
            "moment": book.add_format({"num_format": "dd.mm.yyyy hh:mm:ss"}),
        }
        for table in tables:
            _write(book, table, formats, reader)


def _write(book: Any, table: Table, formats: dict[str, Any], reader: Reader) -> None:
    sheet = _sheet(book, table, table.title, formats)
    line = number = 1
    for row in table.rows:
        if line > cells.MOST_SHEET_ROWS:
            number += 1
            sheet, line = _sheet(book, table, f"{table.title} {number}", formats), 1
        for column, cell in enumerate(row):
            _put(sheet, line, column, cell, formats, reader)
        line += 1


def _sheet(book: Any, table: Table, title: str, formats: dict[str, Any]) -> Any:
    sheet = book.add_worksheet(title)
    sheet.set_column(0, len(table.headings) - 1, _WIDTH)
    sheet.freeze_panes(1, 0)
    for column, heading in enumerate(table.headings):
        sheet.write_string(0, column, heading, formats["heading"])
    return sheet


def _put(sheet: Any, line: int, column: int, cell: Cell, formats: dict[str, Any], reader: Reader) -> None:
    match cell:
        case None | "":
            return
        case bool():
            sheet.write_string(line, column, reader.flag(cell))
        case Decimal():
            sheet.write_number(line, column, float(cell), formats["money"])
        case datetime():
            sheet.write_datetime(line, column, reader.local(cell), formats["moment"])
        case int() | float():
            sheet.write_number(line, column, cell)
        case _:
            sheet.write_string(line, column, cells.cut(cell))
