"""Brings a file into an audience from start to end, at once: what the command line needs."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from rupor.features.contacts.actions import begin_import, keep_upload, preview, run_import
from rupor.features.contacts.models import Audience, ContactImport
from rupor.kit import errors

_CHUNK = 1 << 20


def import_contacts(
    *, audience: Audience, source: Path, mapping: Mapping[str, str] | None = None, policy: str = "fill"
) -> ContactImport:
    """The import at its end. Without a mapping the columns are taken for what they seem to be."""
    kept = keep_upload.keep_upload(account=audience.account, chunks=_chunks(source))
    seen = preview.preview(project=audience.project, upload=kept, file_name=source.name)
    guessed = {str(column.index): column.guess for column in seen.columns}
    if mapping is None and "phone" not in guessed.values():
        raise errors.RuporError("no_phone_column", field="source")
    begun = begin_import.begin_import(
        audience=audience,
        upload=kept,
        file_name=source.name,
        mapping=guessed if mapping is None else mapping,
        has_header=seen.has_header,
        encoding=seen.encoding,
        policy=policy,
        deferred=False,
    )
    return run_import.run_import(import_id=begun.id)


def _chunks(source: Path) -> Iterator[bytes]:
    with source.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk
