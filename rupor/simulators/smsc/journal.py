"""What the simulated centre saw: JSON lines, only ever added to, written at the end of each turn of the loop."""

import asyncio
import time
from pathlib import Path

import msgspec

_encode = msgspec.json.Encoder().encode


class Journal:
    """Without a path it keeps nothing but `counts`."""

    def __init__(self, *, path: Path | None) -> None:
        self.counts: dict[str, int] = {}
        self._file = path.open("ab", buffering=0) if path else None
        self._lines: list[bytes] = []

    def write(self, what: str, **fields: object) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1
        if self._file is None:
            return
        if not self._lines:
            asyncio.get_running_loop().call_soon(self.flush)
        self._lines.append(_encode({"at": round(time.time(), 4), "what": what, **fields}))

    def flush(self) -> None:
        if self._file is not None and self._lines:
            lines, self._lines = self._lines, []
            self._file.write(b"\n".join(lines) + b"\n")

    def close(self) -> None:
        self.flush()
        if self._file is not None:
            self._file.close()
            self._file = None
