"""Many stored files as one ZIP that is sent while it is made: nothing is gathered in memory or on the disk."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, cast
from urllib.parse import quote

from django.http import StreamingHttpResponse

_PIECE_BYTES = 256 * 1024


class _Outlet:
    """Where `zipfile` writes; it can only be written forward, as a socket."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def take(self) -> bytes:
        taken = bytes(self._written)
        self._written.clear()
        return taken


def answer(*, files: Iterable[tuple[str, Path]], name: str) -> StreamingHttpResponse:
    """The archive as a download. A file that has gone meanwhile is left out."""
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    return StreamingHttpResponse(pieces(files), content_type="application/zip", headers=headers)


def pieces(files: Iterable[tuple[str, Path]]) -> Iterator[bytes]:
    """The bytes of the archive; files are stored as they are, for sound hardly shrinks."""
    outlet = _Outlet()
    with zipfile.ZipFile(cast(IO[bytes], outlet), "w", zipfile.ZIP_STORED) as archive:
        for name, path in files:
            yield from _member(archive, outlet, name, path)
    yield outlet.take()


def _member(archive: zipfile.ZipFile, outlet: _Outlet, name: str, path: Path) -> Iterator[bytes]:
    try:
        source = path.open("rb")
    except FileNotFoundError:
        return
    with source, archive.open(name, "w", force_zip64=True) as member:
        while piece := source.read(_PIECE_BYTES):
            member.write(piece)
            yield outlet.take()
    yield outlet.take()
