"""P6: a campaign over a million contacts, from «start» to the first people claimed.

It runs in a child with a database of its own, which measures itself.
"""

import os
import resource
from typing import Any

from rupor.processes.bench import alone

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
    return alone.run(module=__name__, rows=QUICK_ROWS if quick else ROWS)


def _child(rows: int) -> dict[str, Any]:
    from rupor.features.campaigns.actions import begin, claim_due, plan_run, start
    from rupor.features.campaigns.models import Campaign, CampaignRun
    from rupor.kit import clock

    campaign = _draft(rows)
    meter = alone.Meter(name="plan")
    start.start(campaign_id=campaign)
    run = CampaignRun.objects.get(campaign_id=campaign)
    plan_run.plan_run(run_id=run.id)
    planned, _ = meter.read()
    begin.begin(run_id=run.id)
    due = claim_due.claim_due(run_id=run.id, limit=100, now=clock.now(), sender="RUPOR")
    took, used = meter.read()
    run.refresh_from_db()
    assert run.total == rows
    assert run.stop_listed == len(range(1, rows + 1, _STOPPED_EVERY))
    assert len(due.orders) == 100
    assert Campaign.objects.get(id=campaign).state == "running"
    return {
        "name": "plan",
        "rows": rows,
        "seconds": round(took, 2),
        "plan_seconds": round(planned, 2),
        "first_claim_ms": round(1000 * (took - planned), 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "cores": os.cpu_count(),
        "cpu_by_process": used,
    }


def _draft(rows: int) -> int:
    """An account with money, a list of people with some of them on the stop-list, and a draft."""
    from decimal import Decimal

    from django.db import connection

    from rupor.features.billing.actions.top_up import top_up
    from rupor.features.campaigns.actions.create import create
    from rupor.features.contacts.models import Audience, AudienceState
    from rupor.features.projects.models import Project

    account = alone.account()
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
    given = {"audiences": [audience.pk], "text": "Здравствуйте, {{name}}!", "sender": "RUPOR"}
    return create(project=project, channel="sms", values=given).id


if __name__ == "__main__":
    alone.child(_child)
