"""The append-only log of what the network saw: JSON lines, the judge of every test."""

import asyncio
import time
from pathlib import Path
from typing import Any

import msgspec

FLUSH_SECONDS = 0.05


class Journal:
    """Lines reach the file within a twentieth of a second and at `close`."""

    def __init__(self, path: Path | None) -> None:
        self._file = path.open("ab") if path else None
        self._lines: list[bytes] = []
        self._encode = msgspec.json.Encoder().encode
        self._flush_due: asyncio.TimerHandle | None = None

    def write(self, what: str, **fields: Any) -> None:
        """One thing that happened, now."""
        if self._file is None:
            return
        self._lines.append(self._encode({"at": round(time.time(), 4), "what": what, **fields}))
        if self._flush_due is None:
            self._flush_due = asyncio.get_running_loop().call_later(FLUSH_SECONDS, self._flush)

    def close(self) -> None:
        """Writes the rest."""
        if self._file is not None:
            self._flush()
            self._file.close()
            self._file = None

    def _flush(self) -> None:
        if self._flush_due is not None:
            self._flush_due.cancel()
            self._flush_due = None
        if self._file is not None and self._lines:
            self._file.write(b"\n".join(self._lines) + b"\n")
            self._file.flush()
            self._lines.clear()
