"""P5: a file of a million contacts into an audience, with a verdict for every bad row.

The import runs in a child with a database of its own (`python -m rupor.processes.bench.import_ ROWS`), which
measures itself.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil

ROWS = 1_000_000
QUICK_ROWS = 20_000
BAD_EVERY = 50  # one row in fifty is repeated, wrong, empty or warned


def run(*, seconds: float = 0, quick: bool = False) -> dict[str, Any]:
    """The figures; `seconds` changes nothing, the work is a file of a fixed size."""
    from rupor.processes.embedded.postgres import Postgres

    with tempfile.TemporaryDirectory(prefix="rupor-bench-") as folder:
        home = Path(folder)
        home.chmod(0o755)
        server = Postgres(home=home)
        server.start()
        try:
            return _measured(home, server.url(), QUICK_ROWS if quick else ROWS)
        finally:
            server.stop()


def _measured(home: Path, database_url: str, rows: int) -> dict[str, Any]:
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("RUPOR_")},
        "RUPOR_CONFIG": os.devnull,
        "RUPOR_HOME": str(home),
        "RUPOR_DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "rupor.django_settings",
    }
    command = [sys.executable, "-m", "rupor.processes.bench.import_", str(rows)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _people(path: Path, rows: int) -> None:
    """As an export of a shop looks: cp1251, semicolons, phones in many forms, a heading."""
    with path.open("w", encoding="cp1251") as file:
        file.write("Телефон;Фамилия;Имя;Дата рождения;Город\n")
        for n in range(rows):
            number = f"{9000000000 + n * 7919 % 999_999_937:010d}"
            phone = (f"8{number}", number, f"+7 ({number[:3]}) {number[3:6]}-{number[6:8]}-{number[8:]}")[n % 3]
            line = f"{phone};Иванов{n};Иван;{n % 28 + 1:02d}.05.{1950 + n % 50};Москва"
            if n % BAD_EVERY == 0:
                line = (f"не номер {n};;;;", "89000000000;Повтор;;;", ";;;;", f"{number};Анна;;31.02.1990;")[
                    n // 50 % 4
                ]
            file.write(line + "\n")


def _child(rows: int) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from rupor import settings
    from rupor.features.contacts.actions import create_audience, import_contacts
    from rupor.features.projects.models import Project
    from rupor.processes.opening import open_account

    call_command("migrate", verbosity=0, interactive=False)
    account = open_account(email="bench@rupor.local", password="a bench of its own", title="bench").account
    audience = create_audience.create_audience(project=Project.objects.get(account=account), name="bench")
    source = settings.load().home / "people.csv"
    _people(source, rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        postgres = psutil.Process(psutil.Process(cursor.fetchone()[0]).ppid())
    before, started = _cpu(postgres), time.perf_counter()
    made = import_contacts.import_contacts(audience=audience, source=source)
    took = time.perf_counter() - started
    used = {name: round((spent - before[name]) / took, 2) for name, spent in _cpu(postgres).items()}
    assert made.counts["rows"] == rows == sum(v for k, v in made.counts.items() if k not in {"rows", "stop_listed"})
    return {
        "name": "import",
        "rows": rows,
        "seconds": round(took, 2),
        "rows_per_second": round(rows / took),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "counts": made.counts,
        "cores": os.cpu_count(),
        "cpu_by_process": used,
    }


def _cpu(postgres: psutil.Process) -> dict[str, float]:
    """Seconds of processor time so far: this process, and the server with all its children."""
    spent = {"import": sum(psutil.Process().cpu_times()[:2]), "postgres": 0.0}
    for process in (postgres, *postgres.children(recursive=True)):
        try:
            spent["postgres"] += sum(process.cpu_times()[:2])
        except psutil.NoSuchProcess:
            continue
    return spent


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_child(int(sys.argv[1])), ensure_ascii=False) + "\n")
