"""P6: a campaign over a million contacts, from «start» to the first people claimed.

It runs in a child with a database of its own (`python -m rupor.processes.bench.plan ROWS`), which measures itself.
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
QUICK_ROWS = 30_000
_STOPPED_EVERY = 100

_PEOPLE = """
WITH made AS (
  INSERT INTO contacts_contact
    (account_id, project_id, phone, surname, name, second_name, sex, email, link, custom, created_at)
  SELECT %(account)s, %(project)s, (79000000000 + n)::text, '', 'Анна', '', '', '', '', '{}', now()
  FROM generate_series(1, %(rows)s) n RETURNING id
)
INSERT INTO contacts_audiencemember (account_id, audience_id, contact_id, added_at)
SELECT %(account)s, %(audience)s, id, now() FROM made
"""
_STOPPED = """
INSERT INTO contacts_stopentry (account_id, phone, source, comment, created_at)
SELECT %(account)s, (79000000000 + n)::text, 'import', '', now() FROM generate_series(1, %(rows)s, %(every)s) n
"""


def run(*, seconds: float = 0, quick: bool = False) -> dict[str, Any]:
    """The figures; `seconds` changes nothing, the work is a list of a fixed size."""
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
    command = [sys.executable, "-m", "rupor.processes.bench.plan", str(rows)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _child(rows: int) -> dict[str, Any]:
    import django

    django.setup()
    from rupor.features.campaigns.actions import begin, claim_due, plan_run, start
    from rupor.features.campaigns.models import Campaign, CampaignRun
    from rupor.kit import clock

    campaign, postgres = _prepared(rows)
    before, started = _cpu(postgres), time.perf_counter()
    start.start(campaign_id=campaign)
    run = CampaignRun.objects.get(campaign_id=campaign)
    plan_run.plan_run(run_id=run.id)
    planned = time.perf_counter()
    begin.begin(run_id=run.id)
    due = claim_due.claim_due(run_id=run.id, limit=100, now=clock.now(), sender="RUPOR")
    took = time.perf_counter() - started
    used = {name: round((spent - before[name]) / took, 2) for name, spent in _cpu(postgres).items()}
    run.refresh_from_db()
    assert run.total == rows
    assert run.stop_listed == len(range(1, rows + 1, _STOPPED_EVERY))
    assert len(due.orders) == 100
    assert Campaign.objects.get(id=campaign).state == "running"
    return {
        "name": "plan",
        "rows": rows,
        "seconds": round(took, 2),
        "plan_seconds": round(planned - started, 2),
        "first_claim_ms": round(1000 * (took - (planned - started)), 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "cores": os.cpu_count(),
        "cpu_by_process": used,
    }


def _prepared(rows: int) -> tuple[int, psutil.Process]:
    """An account with money, a list of people with some of them on the stop-list, and a draft."""
    from decimal import Decimal

    from django.core.management import call_command
    from django.db import connection

    from rupor.features.billing.actions.top_up import top_up
    from rupor.features.campaigns.actions.create import create
    from rupor.features.contacts.models import Audience, AudienceState
    from rupor.features.projects.models import Project
    from rupor.processes.opening import open_account

    call_command("migrate", verbosity=0, interactive=False)
    account = open_account(email="bench@rupor.local", password="a bench of its own", title="bench").account
    top_up(account_id=account.pk, amount=Decimal(100_000_000))
    project = Project.objects.get(account=account)
    audience = Audience.objects.create(
        account=account, project=project, name="bench", state=AudienceState.ACTIVE, contacts_count=rows
    )
    values = {
        "account": account.pk,
        "project": project.pk,
        "audience": audience.pk,
        "rows": rows,
        "every": _STOPPED_EVERY,
    }
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE, values)
        cursor.execute(_STOPPED, values)
        cursor.execute("ANALYZE")
        cursor.execute("SELECT pg_backend_pid()")
        postgres = psutil.Process(psutil.Process(cursor.fetchone()[0]).ppid())
    given = {"audiences": [audience.pk], "text": "Здравствуйте, {{name}}!", "sender": "RUPOR"}
    return create(project=project, channel="sms", values=given).id, postgres


def _cpu(postgres: psutil.Process) -> dict[str, float]:
    """Seconds of processor time so far: this process, and the server with all its children."""
    spent = {"plan": sum(psutil.Process().cpu_times()[:2]), "postgres": 0.0}
    for process in (postgres, *postgres.children(recursive=True)):
        try:
            spent["postgres"] += sum(process.cpu_times()[:2])
        except psutil.NoSuchProcess:
            continue
    return spent


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_child(int(sys.argv[1])), ensure_ascii=False) + "\n")
