"""Shows what a kept file holds and what its columns seem to be, before anything is brought in."""

from dataclasses import dataclass
from pathlib import Path

from django.core import signing

from rupor import settings
from rupor.features.contacts import queries
from rupor.features.contacts.actions.keep_upload import MOST_ROWS
from rupor.features.contacts.rules import columns
from rupor.features.projects.models import Project
from rupor.kit import errors
from rupor.kit.storage import Storage
from rupor.providers.tables import table

SALT = "contacts.upload"  # tokens of uploads are signed for this use alone
_SAMPLES = 5


@dataclass(frozen=True)
class Column:
    """A column of the file with its first values and what it seems to be."""

    index: int
    title: str
    sample: list[str]
    guess: str


@dataclass(frozen=True)
class Preview:
    """What the person is asked to confirm."""

    upload: str
    file_name: str
    encoding: str
    separator: str
    has_header: bool
    columns: list[Column]
    rows: int


def preview(*, project: Project, upload: str, file_name: str, encoding: str = "") -> Preview:
    """`upload` is the path that `keep_upload` gave; the answer carries it signed."""
    source = Storage(settings.load().storage).at(upload)
    shape = table.shape_of(source, encoding=encoding)
    sample = table.sample(source, shape=shape)
    header = columns.has_header(sample)
    guesses = columns.guesses(sample, has_header=header, fields=queries.field_names(project=project))
    rows = _count(source, shape) - header
    return Preview(
        upload=signing.dumps([project.account_id, upload, file_name], salt=SALT),
        file_name=file_name,
        encoding=shape.encoding,
        separator=shape.separator,
        has_header=header,
        columns=[_column(sample, index, guess, header) for index, guess in enumerate(guesses)],
        rows=rows,
    )


def _column(sample: list[list[str]], index: int, guess: str, header: bool) -> Column:
    values = [columns.cell(row, index)[:100].replace("\x00", "") for row in sample[header : header + _SAMPLES]]
    title = columns.cell(sample[0], index)[:100].replace("\x00", "") if header else ""
    return Column(index=index, title=title, sample=values, guess=guess)


def _count(source: Path, shape: table.Shape) -> int:
    count = 0
    try:
        for batch in table.batches(source, shape=shape):
            count += len(batch)
            if count > MOST_ROWS + 1:
                raise errors.TooLarge("too_many_rows", field="file", most=f"{MOST_ROWS:,}".replace(",", " "))
    except table.LineTooLong as failure:
        raise errors.RuporError("line_too_long", field="file", row=failure.row) from None
    return count
