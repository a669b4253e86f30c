"""Takes a file or pasted text in: checked, kept in the storage as text, whatever it came as."""

from collections.abc import Iterable, Iterator

from rupor import settings
from rupor.features.accounts.models import Account
from rupor.kit import errors
from rupor.kit.storage import Storage
from rupor.providers.tables import table, workbook

MOST_BYTES = 100 * 1024 * 1024
MOST_ROWS = 1_000_000
_SUFFIX = ".rows.csv"


def keep_upload(*, account: Account, chunks: Iterable[bytes]) -> str:
    """The path in the storage of a text that can be read as a table; the same content is kept once."""
    storage = Storage(settings.load().storage)
    kept = storage.put(_limited(chunks), folder=f"imports/{account.id}", suffix=".upload")
    if storage.at(kept).stat().st_size == 0:
        raise errors.RuporError("upload_empty", field="file")
    try:
        if not table.is_workbook(storage.at(kept)):
            table.shape_of(storage.at(kept))
            return kept
        with storage.writing(kept + _SUFFIX) as target:
            workbook.to_text(storage.at(kept), target=target, most_rows=MOST_ROWS + 1)
    except table.Unreadable as failure:
        storage.at(kept).unlink(missing_ok=True)
        raise errors.RuporError(f"upload_{failure.reason}", field="file") from None
    storage.at(kept).unlink(missing_ok=True)
    return kept + _SUFFIX


def _limited(chunks: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > MOST_BYTES:
            raise errors.TooLarge("upload_too_big", field="file", most_mb=MOST_BYTES >> 20)
        yield chunk
