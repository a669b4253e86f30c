"""Brings the rows of a queued import into its audience: all of them in one transaction, with a verdict for every row.

Rows are read and cleaned in a thread of their own while the database stores the batch before.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import polars as pl
from django.db import transaction

from rupor import settings
from rupor.features.contacts.actions import fail_import, finish_import, lock_contacts, report_progress, store_rows
from rupor.features.contacts.actions.keep_upload import MOST_ROWS
from rupor.features.contacts.models import Contact, ContactField, ContactImport, ImportState
from rupor.features.contacts.rules import records, repeats
from rupor.features.contacts.rules.records import Reading
from rupor.kit import ahead, clock, errors
from rupor.kit.storage import Storage
from rupor.providers.tables import table

_BATCH_ROWS = 100_000
_VERDICT_SCHEMA = {
    "row": pl.UInt32,
    "given": pl.String,
    "phone": pl.String,
    "verdict": pl.String,
    "first_row": pl.UInt32,
    "warnings": pl.String,
    "stop_listed": pl.Boolean,
}


def run_import(*, import_id: int) -> ContactImport:
    """The import at its end, done or failed for a reason told; one that ended before is left as it is."""
    begun = ContactImport.objects.select_related("audience").get(id=import_id)
    if begun.state in {ImportState.DONE, ImportState.FAILED}:
        return begun
    ContactImport.objects.filter(id=import_id).update(state=ImportState.RUNNING)
    try:
        with transaction.atomic():
            return _bring_in(begun)
    except errors.RuporError as failure:
        return fail_import.fail_import(import_id=import_id, code=failure.code, row=failure.values.get("row", 0))


def _bring_in(begun: ContactImport) -> ContactImport:
    audience = begun.audience
    lock_contacts.lock_contacts(project_id=audience.project_id)
    place = store_rows.Place(
        account_id=audience.account_id,
        project_id=audience.project_id,
        audience_id=audience.id,
        policy=begun.policy,
        untouched=not Contact.objects.filter(project_id=audience.project_id).exists(),
    )
    now = clock.now()
    counts: Counter[str] = Counter()
    verdicts = [pl.DataFrame(schema=_VERDICT_SCHEMA)]
    for batch in _records(begun, now.date()):
        good = batch.filter(pl.col("verdict") == "")
        told = _told(batch, store_rows.store_rows(rows=good, place=place, now=now))
        counts.update(dict(told.group_by("verdict").len().iter_rows()))
        counts["stop_listed"] += int(told["stop_listed"].sum())
        counts["rows"] += len(batch)
        plain = (pl.col("verdict") == "added") & (pl.col("warnings") == "") & ~pl.col("stop_listed")
        verdicts.append(told.filter(~plain))
        if len(batch) >= _BATCH_ROWS - 1:
            report_progress.report_progress(begun=begun, counts=counts)
    return finish_import.finish_import(begun=begun, counts=counts, verdicts=pl.concat(verdicts))


def _records(begun: ContactImport, today: date) -> Iterator[pl.DataFrame]:
    """The file's records, batch by batch, made ahead in a thread that asks the database nothing."""
    source = Storage(settings.load().storage).at(begun.source)
    try:
        shape = table.shape_of(source, encoding=begun.encoding)
        reading = _reading(begun, table.sample(source, shape=shape), today)
        batches = table.batches(source, shape=shape, rows_at_once=_BATCH_ROWS)
        yield from ahead.ahead(_cleaned(batches, reading, has_header=begun.has_header))
    except table.LineTooLong as failure:
        raise errors.RuporError("line_too_long", row=failure.row) from None
    except table.Unreadable as failure:
        raise errors.RuporError(f"upload_{failure.reason}") from None
    except FileNotFoundError:
        raise errors.RuporError("upload_expired") from None


def _cleaned(batches: Iterator[pl.Series], reading: Reading, *, has_header: bool) -> Iterator[pl.DataFrame]:
    """Records with repeats marked."""
    seen = repeats.Repeats()
    row = 1
    for cells in batches:
        skipped = 1 if has_header and row == 1 else 0
        if row + len(cells) - 1 - has_header > MOST_ROWS:
            raise errors.TooLarge("too_many_rows")
        found = records.records(cells.slice(skipped), first_row=row + skipped, reading=reading)
        yield seen.marked(found)
        row += len(cells)


def _reading(begun: ContactImport, sample: list[list[str]], today: date) -> Reading:
    """The usual width is that of the heading, else of most rows seen first."""
    widths = Counter(len(row) for row in (sample[:1] if begun.has_header else sample))
    own = ContactField.objects.filter(project_id=begun.audience.project_id)
    return Reading(
        columns={int(index): name for index, name in begun.mapping.items()},
        custom_types=dict(own.values_list("variable", "type")),
        width=widths.most_common(1)[0][0] if widths else 1,
        today=today,
    )


def _told(batch: pl.DataFrame, outcomes: pl.DataFrame) -> pl.DataFrame:
    """Every row of the batch with its final verdict."""
    joined = batch.join(outcomes, on="row", how="left", maintain_order="left")
    final = pl.when(pl.col("verdict") == "").then(pl.col("outcome").fill_null("added"))
    return joined.with_columns(
        final.otherwise(pl.col("verdict")).alias("verdict"), pl.col("stop_listed").fill_null(value=False)
    ).select(pl.col(name).cast(kind) for name, kind in _VERDICT_SCHEMA.items())
