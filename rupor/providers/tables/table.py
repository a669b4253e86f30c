"""A file as a table: what it is, how it is written, and its rows in batches."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TextIO

import polars as pl

from rupor.providers.tables import encodings, rows, separators, workbook
from rupor.providers.tables.rows import LineTooLong
from rupor.providers.tables.workbook import Unreadable

__all__ = ["LineTooLong", "Shape", "Unreadable", "batches", "is_workbook", "sample", "shape_of"]

_SAMPLE_LINES = 300
_FOREIGN_MAGIC = (
    b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"Rar!", b"7z\xbc\xaf", b"ID3", b"OggS",
    b"RIFF", b"\x7fELF", b"MZ\x90", b"BZh", b"\xfd7zXZ", b"SQLite", b"{\\rtf",
)  # fmt: skip
_MOST_CONTROL_SHARE = 0.05


@dataclass(frozen=True)
class Shape:
    """How a text is written."""

    encoding: str
    separator: str


def is_workbook(source: Path) -> bool:
    """Whether the content, whatever the name, is that of .xls or .xlsx."""
    with source.open("rb") as file:
        return file.read(8).startswith((workbook.XLS_MAGIC, workbook.ZIP_MAGIC))


def shape_of(source: Path, *, encoding: str = "", separator: str = "") -> Shape:
    """The text's shape, with what the caller knows already; a file that is no text is Unreadable."""
    with source.open("rb") as file:
        head = file.read(4096)
    if head.startswith(_FOREIGN_MAGIC):
        raise Unreadable("not_a_table")
    known = encoding or encodings.guess(source)
    with _opened(source, known) as text:
        lines = [line.rstrip("\n") for line in islice(text, _SAMPLE_LINES)]
    start = "\n".join(lines)[:20_000]
    if sum(char < " " and char not in "\n\t\f\v" for char in start) > len(start) * _MOST_CONTROL_SHARE:
        raise Unreadable("not_a_table")
    return Shape(encoding=known, separator=separator or separators.guess(lines))


def batches(source: Path, *, shape: Shape, rows_at_once: int = rows.LINES_AT_ONCE) -> Iterator[pl.Series]:
    """The rows as lists of cells, batch by batch."""
    with _opened(source, shape.encoding) as text:
        yield from rows.batches(text, separator=shape.separator, lines_at_once=rows_at_once)


def sample(source: Path, *, shape: Shape, most: int = 200) -> list[list[str]]:
    """The first rows."""
    first = next(batches(source, shape=shape, rows_at_once=most), None)
    return [] if first is None else first.to_list()[:most]


@contextmanager
def _opened(source: Path, encoding: str) -> Iterator[TextIO]:
    with source.open(encoding=encodings.codec(encoding, source), errors="replace") as text:
        yield text
