"""Serves a stored file to a player: whole, or the range it asks for (RFC 9110 §14), so seeking needs no download."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from rupor.kit import errors

_CHUNK_BYTES = 64 * 1024
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def answer(*, request: HttpRequest, path: Path, content_type: str, download_name: str = "") -> HttpResponseBase:
    """200, 206 or 416. With `download_name` the browser saves the file instead of playing it."""
    if not path.is_file():
        raise errors.NotFound("file_missing")
    size = path.stat().st_size
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked and not any(asked.groups()):
        asked = None
    span = _span(asked, size) if asked else range(size)
    response: HttpResponseBase
    if span is None:
        response = HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    else:
        response = StreamingHttpResponse(_pieces(path, span), status=200, content_type=content_type)
        response["Content-Length"] = str(len(span))
        if len(span) < size or asked:
            response.status_code = 206
            response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{size}"
    response["Accept-Ranges"] = "bytes"
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Content-Type-Options"] = "nosniff"
    if download_name:
        response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(download_name)}"
    return response


def _span(asked: "re.Match[str]", size: int) -> range | None:
    """The bytes meant by the header; None when they lie outside the file."""
    first, last = asked.groups()
    if not first:
        length = min(int(last), size)
        return range(size - length, size) if length else None
    start = int(first)
    stop = min(int(last) + 1, size) if last else size
    return range(start, stop) if start < stop else None


def _pieces(path: Path, span: range) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(span.start)
        left = len(span)
        while left > 0:
            piece = file.read(min(_CHUNK_BYTES, left))
            if not piece:
                return
            left -= len(piece)
            yield piece
