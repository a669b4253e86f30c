"""The child process that reads a workbook: `python -m rupor.providers.tables.unpack SOURCE TARGET MOST_ROWS`.

Status 3 says that the file is broken; any other failure means that it asked for more than the ceiling allows.
"""

import csv
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path

import python_calamine

_MOST_CELLS = 60_000_000


def main(source: Path, target: Path, most_rows: int) -> int:
    """Writes the rows of the first sheet that has any; returns the exit status."""
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(source))
        sheets = (book.get_sheet_by_index(index) for index in range(len(book.sheet_names)))
        sheet = next((found for found in sheets if found.height), None)
    except (python_calamine.CalamineError, OSError, ValueError):
        return 3
    if sheet is not None and sheet.height * sheet.width > _MOST_CELLS:
        return 4
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        for number, row in enumerate(sheet.iter_rows() if sheet else ()):
            if number > most_rows:
                break
            cells = [text(cell) for cell in row]
            writer.writerow(cells if any(cells) else [])
    return 0


def text(cell: object) -> str:
    """A cell as a person would type it: whole numbers without a point, dates as year-month-day."""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(sep=" ", timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
