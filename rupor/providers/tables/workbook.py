"""Workbooks (.xls, .xlsx) become plain text in a child process with a ceiling on memory and time.

A workbook of a few kilobytes can claim billions of cells or unpack to gigabytes; then the child ends and we say so.
"""

import resource
import subprocess
import sys
import zipfile
from pathlib import Path

_MEMORY_BYTES = 6 << 30
_SECONDS = 180
_MOST_UNPACKED_BYTES = 2 << 30
_MOST_RATIO = 400
_SMALL_BYTES = 20 << 20
XLS_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP_MAGIC = b"PK\x03\x04"


class Unreadable(Exception):
    """Why the file is not a workbook we take: `broken`, `too_large`, `not_a_workbook`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def to_text(source: Path, *, target: Path, most_rows: int) -> None:
    """Writes the first sheet that holds anything as quoted CSV in UTF-8; stops just past `most_rows`."""
    _check_unpacked_size(source)
    command = [sys.executable, "-m", "rupor.providers.tables.unpack", str(source), str(target), str(most_rows)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=_SECONDS * 2, preexec_fn=_limit, check=False, env=_ENVIRONMENT
        )
    except subprocess.TimeoutExpired:
        raise Unreadable("too_large") from None
    if done.returncode == 3:
        raise Unreadable("broken")
    if done.returncode != 0:
        raise Unreadable("too_large")


_ENVIRONMENT = {"PYTHONPATH": ":".join(path for path in sys.path if path), "MALLOC_ARENA_MAX": "1"}


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY_BYTES, _MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _check_unpacked_size(source: Path) -> None:
    """A zip bomb tells its size in its own directory; one that lies is stopped by the child's ceiling."""
    with source.open("rb") as file:
        if file.read(4) != ZIP_MAGIC:
            return
    try:
        with zipfile.ZipFile(source) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        raise Unreadable("broken") from None
    if not any(part.filename.startswith("xl/") for part in parts):
        raise Unreadable("not_a_workbook")
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, source.stat().st_size)
    if unpacked > _MOST_UNPACKED_BYTES or (unpacked > _SMALL_BYTES and unpacked / packed > _MOST_RATIO):
        raise Unreadable("too_large")
