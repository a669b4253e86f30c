"""One instance per home folder, and the note by which other commands find it."""

import fcntl
import json
import os
from pathlib import Path
from typing import IO

from rupor.settings import Settings


class AlreadyRunning(Exception):
    """Another supervisor holds this home folder."""


class Instance:
    """Holds the lock for as long as the supervisor lives; the kernel lets go of it even after kill -9."""

    def __init__(self, settings: Settings) -> None:
        """Takes the lock or tells who has it."""
        self._note = settings.endpoints
        folder = self._note.parent
        folder.mkdir(parents=True, exist_ok=True)
        self._lock: IO[str] = (folder / "lock").open("a+")
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            self._lock.seek(0)
            raise AlreadyRunning(
                f"Rupor already runs on {settings.home} (process {self._lock.read().strip() or 'unknown'}): "
                "stop it first, or give this one another RUPOR_HOME"
            ) from error
        self._lock.seek(0)
        self._lock.truncate()
        self._lock.write(str(os.getpid()))
        self._lock.flush()
        self._note.unlink(missing_ok=True)

    def tell(self, facts: dict[str, object]) -> None:
        """Write the note: addresses and process ids. Readable by the owner only, for the addresses hold secrets."""
        fresh = self._note.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(facts, indent=1))
        fresh.replace(self._note)

    def end(self) -> None:
        """Take the note away and let go of the lock."""
        self._note.unlink(missing_ok=True)
        self._lock.close()


def running(settings: Settings) -> bool:
    """Whether a supervisor holds the home folder now."""
    lock: Path = settings.endpoints.parent / "lock"
    if not lock.exists():
        return False
    with lock.open("a+") as probe:
        try:
            fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
