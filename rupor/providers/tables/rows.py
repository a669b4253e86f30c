"""Lines of text become rows of cells. Nothing a file holds may stop it, and no row may be lost.

Lines without quotes are split at once; quoted ones go through the csv module. A quotation that never closes would
swallow the rows after it: such a line is read as if its quotes were ordinary letters.
"""

import contextlib
import csv
from collections.abc import Iterator
from itertools import islice
from typing import Self, TextIO

import polars as pl

LINES_AT_ONCE = 100_000
_LONGEST_RECORD_LINES = 50
_MOST_MENDS = 2_000
LONGEST_LINE = 1_000_000
_JOINT = "\x1f"


class LineTooLong(Exception):
    """A line no table has; `row` is where it stands."""

    def __init__(self, row: int) -> None:
        super().__init__(row)
        self.row = row


def batches(text: TextIO, *, separator: str, lines_at_once: int = LINES_AT_ONCE) -> Iterator[pl.Series]:
    """Series of lists of cells, in the order of the file."""
    csv.field_size_limit(LONGEST_LINE)
    reader = _Reader(separator)
    row = 1
    carried: list[str] = []
    while True:
        lines = list(islice(text, lines_at_once))
        last = len(lines) < lines_at_once
        found, carried = reader.read(carried + lines, last=last, first_row=row)
        row += len(found)
        if len(found):
            yield found
        if last:
            return


class _Feed:
    """Lines for the csv module, which is not let further than the longest record past the last sound one."""

    def __init__(self, lines: list[str], at: int) -> None:
        self.lines, self.at, self.mark = lines, at, at

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        if self.at >= len(self.lines) or self.at - self.mark >= _LONGEST_RECORD_LINES:
            raise StopIteration
        self.at += 1
        return self.lines[self.at - 1]


class _Reader:
    def __init__(self, separator: str) -> None:
        self.separator = separator
        self.mends_left = _MOST_MENDS

    def read(self, lines: list[str], *, last: bool, first_row: int) -> tuple[pl.Series, list[str]]:
        """The rows of these lines and the lines of a quotation still open at their end."""
        longest = max(map(len, lines), default=0)
        if longest > LONGEST_LINE:
            raise LineTooLong(first_row + next(i for i, line in enumerate(lines) if len(line) > LONGEST_LINE))
        if any(_JOINT in line for line in lines):
            lines = [line.replace(_JOINT, " ") for line in lines]
        bare = [line.rstrip("\n") for line in lines]
        if self.mends_left <= 0 or not any('"' in line for line in bare):
            return pl.Series("cells", bare, dtype=pl.String).str.split(self.separator), []
        rows = list(csv.reader(bare, delimiter=self.separator))
        if len(rows) == len(lines) and not _open_at_end(lines[-1], self.separator):
            return self._series(rows), []
        return self._carefully(lines, last=last)

    def _carefully(self, lines: list[str], *, last: bool) -> tuple[pl.Series, list[str]]:
        """Record by record: some cells hold line breaks, or some quotes never close."""
        rows: list[list[str]] = []
        at = 0
        while at < len(lines):
            at += self._sound_records(lines, at, rows)
            window = lines[at : at + _LONGEST_RECORD_LINES]
            if not window:
                break
            loose = _open_at_end(window[0], self.separator)
            if loose and not last and len(window) < _LONGEST_RECORD_LINES:
                return self._series(rows), window
            rows.append(self._mended(window[0], loose=loose))
            at += 1
        return self._series(rows), []

    def _sound_records(self, lines: list[str], at: int, rows: list[list[str]]) -> int:
        """Appends the well-formed records from there on; returns how many lines they took."""
        if self.mends_left <= 0:
            rows.extend(line.rstrip("\n").split(self.separator) for line in lines[at:])
            return len(lines) - at
        feed = _Feed(lines, at)
        reader = csv.reader(feed, delimiter=self.separator, strict=True)
        with contextlib.suppress(csv.Error):
            for record in reader:
                rows.append(record)
                feed.mark = feed.at
        return feed.mark - at

    def _mended(self, line: str, *, loose: bool) -> list[str]:
        """One malformed line as a record: leniently, or with its quotes as letters when a quotation never closes."""
        if loose:
            self.mends_left -= 1
            return line.rstrip("\n").split(self.separator)
        return next(csv.reader([line], delimiter=self.separator))

    @staticmethod
    def _series(rows: list[list[str]]) -> pl.Series:
        # a series from nested lists costs twenty times more than joining and splitting again
        return pl.Series("cells", [_JOINT.join(row) for row in rows], dtype=pl.String).str.split(_JOINT)


def _open_at_end(line: str, separator: str) -> bool:
    """Whether a quotation is still open where the line ends, read the lenient way."""
    probe = list(csv.reader([line.rstrip("\n") + "\n", "probe"], delimiter=separator))
    return len(probe) == 1
