"""Writes what became of each row that was not simply added, in the person's words."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from rupor import settings
from rupor.features.contacts.models import ContactImport, ImportState
from rupor.features.contacts.rules import phones
from rupor.kit import errors, messages
from rupor.kit.storage import Storage
from rupor.providers.tables import writing

_MOST_XLSX = 100_000
_COLUMNS = ("row", "given", "verdict", "reason", "phone")


def write_verdict(*, made: ContactImport, form: str, language: str) -> Path:
    """The file in the language asked for; swept away after a day."""
    if made.state != ImportState.DONE:
        raise errors.Conflict("import_not_done")
    storage = Storage(settings.load().storage)
    told = pl.scan_parquet(storage.at(made.verdict))
    if form == "xlsx" and told.select(pl.len()).collect().item() > _MOST_XLSX:
        raise errors.TooLarge("verdict_too_large", field="format")
    relative = f"exports/{made.account_id}/verdict-{made.id}-{language[:2]}.{form}"
    header = [messages.text(f"heading_{name}", language=language) for name in _COLUMNS]
    with storage.writing(relative) as path:
        writing.write(path, form=form, header=header, rows=_rows(told.collect(), language))
    return storage.at(relative)


def _rows(told: pl.DataFrame, language: str) -> Iterator[list[str]]:
    for row, given, phone, verdict, first_row, warnings, stop_listed in told.iter_rows():
        reasons = [_warning(name, language) for name in warnings.split(",") if name]
        if verdict == "invalid":
            reasons.insert(0, messages.text(phones.why_not(given), language=language))
        if stop_listed:
            reasons.append(messages.text("warning_stop_listed", language=language))
        shown = messages.text(f"verdict_{verdict}", language=language, first_row=first_row)
        yield [str(row), given, shown, "; ".join(reasons), phone]


def _warning(name: str, language: str) -> str:
    code = f"warning_{name}"
    known = code in messages.table()
    return messages.text(code if known else "warning_other", language=language, name=name)
