"""A bench that needs only a database: it runs in a child with a server of its own and measures itself there.

run → a PostgreSQL for this once → `python -m <module> ROWS` → the last line it printed, as JSON
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:
    from rupor.features.accounts.models import Account


def run(*, module: str, rows: int) -> dict[str, Any]:
    """The figures that the child printed."""
    from rupor.processes.embedded.postgres import Postgres

    with tempfile.TemporaryDirectory(prefix="rupor-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        server = Postgres(home=home)
        server.start()
        try:
            return _measured(home=home, database_url=server.url(), module=module, rows=rows)
        finally:
            server.stop()


def _measured(*, home: Path, database_url: str, module: str, rows: int) -> dict[str, Any]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("RUPOR_")},
        "RUPOR_CONFIG": os.devnull,
        "RUPOR_HOME": str(home),
        "RUPOR_DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "rupor.django_settings",
    }
    command = [sys.executable, "-m", module, str(rows)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def child(work: Callable[[int], dict[str, Any]]) -> None:
    """The child's whole life."""
    import django

    django.setup()
    sys.stdout.write(json.dumps(work(int(sys.argv[1])), ensure_ascii=False) + "\n")


def account() -> "Account":
    """A migrated database and its owner's account."""
    from django.core.management import call_command

    from rupor.processes.opening import open_account

    call_command("migrate", verbosity=0, interactive=False)
    return open_account(email="bench@rupor.local", password="a bench of its own", title="bench").account


class Meter:
    """Time, and processor time as shares of a core: this process, and the server with all its children."""

    def __init__(self, *, name: str) -> None:
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            self._postgres = psutil.Process(psutil.Process(cursor.fetchone()[0]).ppid())
        self._name = name
        self._before = self._spent()
        self._started = time.perf_counter()

    def read(self) -> tuple[float, dict[str, float]]:
        """Seconds since the beginning, and the shares."""
        took = time.perf_counter() - self._started
        return took, {name: round((spent - self._before[name]) / took, 2) for name, spent in self._spent().items()}

    def _spent(self) -> dict[str, float]:
        spent = {self._name: sum(psutil.Process().cpu_times()[:2]), "postgres": 0.0}
        for process in (self._postgres, *self._postgres.children(recursive=True)):
            try:
                spent["postgres"] += sum(process.cpu_times()[:2])
            except psutil.NoSuchProcess:
                continue
        return spent
