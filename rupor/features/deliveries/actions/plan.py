"""Makes the targets of a run, set-wise in the database: one row per phone, a million in seconds.

Whoever must not or cannot be contacted becomes a target in its final state at once: every contact is accounted for.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

_STATE = """
  CASE WHEN people.phone !~ '^[1-9][0-9]{10,14}$' THEN 'invalid'
       WHEN EXISTS (SELECT 1 FROM contacts_stopentry s WHERE s.account_id = %(account)s AND s.phone = people.phone)
         OR people.phone IN (SELECT phone FROM stopped) THEN 'stop_listed'
       ELSE 'pending' END
"""
_STOPPED = """
  stopped AS MATERIALIZED (
    SELECT DISTINCT c.phone FROM contacts_audiencemember m JOIN contacts_contact c ON c.id = m.contact_id
    WHERE m.audience_id = ANY(%(stops)s)
  )
"""
_FROM_AUDIENCES = """
  people AS (
    SELECT DISTINCT ON (c.phone) c.phone, c.id AS contact_id
    FROM contacts_audiencemember m JOIN contacts_contact c ON c.id = m.contact_id
    WHERE m.audience_id = ANY(%(audiences)s)
    ORDER BY c.phone, c.id
  )
"""
_FROM_RUN = """
  people AS (
    SELECT phone, contact_id FROM deliveries_campaigntarget
    WHERE run_id = %(previous)s AND state IN ('unanswered', 'cancelled')
  )
"""
_INSERT = """
WITH {stopped}, {people},
judged AS (SELECT phone, contact_id, {state} AS state, row_number() OVER () - 1 AS place FROM people),
planned AS (
  INSERT INTO deliveries_campaigntarget
    (account_id, campaign_id, run_id, contact_id, phone, state, attempts, returned, next_attempt_at, material_id,
     lead, lead_tag, last_outcome, reason, cost, finished_at)
  SELECT %(account)s, %(campaign)s, %(run)s, contact_id, phone, state, 0, 0, %(now)s,
         CASE WHEN %(clips)s = 0 THEN NULL ELSE (%(materials)s::bigint[])[place %% GREATEST(%(clips)s, 1) + 1] END,
         false, '', '', CASE WHEN state = 'invalid' THEN 'phone' ELSE '' END, 0,
         CASE WHEN state = 'pending' THEN NULL ELSE %(now)s END
  FROM judged
  RETURNING state
)
SELECT state, COUNT(*) FROM planned GROUP BY state
"""


def plan(
    *,
    account: int,
    campaign: int,
    run: int,
    audiences: Sequence[int],
    stop_audiences: Sequence[int],
    materials: Sequence[int],
    now: object,
    previous_run: int | None = None,
) -> dict[str, int]:
    """How many targets of each state were made, once for a run. With `previous_run` only of its unanswered people."""
    people = _FROM_AUDIENCES if previous_run is None else _FROM_RUN
    values: dict[str, Any] = {
        "account": account,
        "campaign": campaign,
        "run": run,
        "audiences": list(audiences),
        "stops": list(stop_audiences),
        "materials": list(materials),
        "clips": len(materials),
        "previous": previous_run,
        "now": now,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL work_mem = '64MB'")
        cursor.execute(_INSERT.format(stopped=_STOPPED, people=people, state=_STATE), values)
        return dict(cursor.fetchall())
