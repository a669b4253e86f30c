"""Sends a table as CSV while it is read: UTF-8 with its mark and semicolons, which is what spreadsheets expect here."""

import csv
import io
from collections.abc import Iterator

from django.db import transaction

from rupor.features.reports.rules import cells
from rupor.features.reports.rules.cells import Reader, Table

_PIECE_CHARACTERS = 64 * 1024


def stream_csv(*, table: Table, reader: Reader) -> Iterator[bytes]:
    """Pieces of the file. The cursor lives in one transaction, so the whole file shows one moment."""
    buffer = io.StringIO("\ufeff")
    buffer.seek(0, io.SEEK_END)
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.headings)
    with transaction.atomic():
        for row in table.rows:
            writer.writerow([cells.written(cell, reader) for cell in row])
            if buffer.tell() >= _PIECE_CHARACTERS:
                yield buffer.getvalue().encode()
                buffer.seek(0)
                buffer.truncate()
    yield buffer.getvalue().encode()
