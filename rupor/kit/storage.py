"""Files beside the database: named by their content or by the row that owns them, written whole or not at all."""

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from rupor.kit import errors


class Storage:
    """A folder of files known by relative paths (`originals/ab/ab12….mp3`)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def at(self, relative: str) -> Path:
        """The full path; a name that leads out of the storage is refused."""
        path = (self.root / relative).resolve()
        if not path.is_relative_to(self.root.resolve()):
            raise errors.NotFound("not_found")
        return path

    @contextmanager
    def writing(self, relative: str) -> Iterator[Path]:
        """A temporary path to write to; it takes its name only if the block ends well."""
        path = self.at(relative)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-", suffix=path.suffix)
        os.close(handle)
        temporary = Path(name)
        try:
            yield temporary
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)

    def put(self, chunks: Iterable[bytes], *, folder: str, suffix: str) -> str:
        """Keeps the bytes under the hash of their content, once however often they come; returns the relative path."""
        target = self.root / folder
        target.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        with tempfile.NamedTemporaryFile(dir=target, prefix=".writing-", delete=False) as file:
            temporary = Path(file.name)
            try:
                _copy(chunks, file, digest.update)
                name = digest.hexdigest()
                relative = f"{folder}/{name[:2]}/{name}{suffix}"
                self.at(relative).parent.mkdir(parents=True, exist_ok=True)
                temporary.replace(self.at(relative))
            finally:
                temporary.unlink(missing_ok=True)
        return relative


def _copy(chunks: Iterable[bytes], file: IO[bytes], seen: Callable[[bytes], None]) -> None:
    for chunk in chunks:
        seen(chunk)
        file.write(chunk)
    file.flush()
