"""The rows of people who are due: found and locked, begun, or brought to their end."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from rupor.engine.dialing import tolls
from rupor.engine.ports import Channel
from rupor.features.deliveries.rules import orders
from rupor.features.deliveries.rules.terms import Terms
from rupor.kit import rows

_FIELDS = ("surname", "name", "second_name", "birthdate", "sex", "email", "link", "custom")
_PICK = f"""
SELECT t.id, t.phone, t.attempts, t.material_id,
  CASE WHEN t.attempts > 0 THEN
    (SELECT a.caller FROM deliveries_attempt a WHERE a.target_id = t.id AND a.number = t.attempts) END,
  {", ".join(f"c.{name}" for name in _FIELDS)}::text,
  EXISTS (SELECT 1 FROM contacts_stopentry s WHERE s.account_id = t.account_id AND s.phone = t.phone)
  OR EXISTS (
    SELECT 1 FROM contacts_audience a
    JOIN contacts_contact s ON s.project_id = a.project_id AND s.phone = t.phone
    JOIN contacts_audiencemember m ON m.audience_id = a.id AND m.contact_id = s.id
    WHERE a.account_id = t.account_id AND a.kind = 'stop'
      AND (a.id = ANY(%(stops)s) OR (a.is_global_stop AND a.state IN ('active', 'processing')))
  ),
  %(voice)s AND EXISTS (
    SELECT 1 FROM deliveries_attempt o WHERE o.account_id = t.account_id AND o.phone = t.phone
      AND o.channel = 'voice' AND o.state IN ('claimed', 'handed_over', 'taken') AND o.target_id IS NOT NULL
  )
FROM deliveries_campaigntarget t LEFT JOIN contacts_contact c ON c.id = t.contact_id
WHERE t.run_id = %(run)s AND t.state = 'pending' AND t.next_attempt_at <= %(now)s
ORDER BY t.next_attempt_at, t.id LIMIT %(limit)s FOR UPDATE OF t SKIP LOCKED
"""
_CALLED = """
SELECT phone, COUNT(*) FILTER (WHERE started_at > %(day)s), COUNT(*),
       MIN(started_at) FILTER (WHERE started_at > %(day)s)
FROM deliveries_callrecord
WHERE account_id = %(account)s AND phone = ANY(%(phones)s) AND started_at > %(week)s
  AND direction = 'out' AND campaign_id > 0 AND outcome NOT IN ('provider_error', 'invalid')
GROUP BY phone
"""
_CLAIMS = 7101  # a number of our own among the database's advisory locks


@dataclass(frozen=True)
class Found:
    """Somebody due: whether a stop-list forbids them, and whether another call of the account has them now."""

    person: orders.Person
    stopped: bool
    engaged: bool


def keep_others_away(*, account: int) -> None:
    """Claims of calls of one account are made one after another: each sees whom the others have begun to call."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_CLAIMS, account & 0x7FFFFFFF])


def pick(*, terms: Terms, limit: int, now: datetime) -> list[Found]:
    """Locked people of the run."""
    values: dict[str, Any] = {"run": terms.run, "now": now, "limit": limit, "stops": terms.stop_audiences}
    with connection.cursor() as cursor:
        cursor.execute(_PICK, {**values, "voice": terms.channel == Channel.VOICE})
        return [
            Found(_person(row[:5], dict(zip(_FIELDS, row[5:-2], strict=True))), stopped=row[-2], engaged=row[-1])
            for row in cursor.fetchall()
        ]


def called(*, account: int, phones: Collection[str], now: datetime) -> dict[str, tolls.Called]:
    """How often campaigns of the account called each of the phones; who was not called lately is absent."""
    values: dict[str, Any] = {"account": account, "phones": list(phones)}
    values |= {"day": now - tolls.DAY, "week": now - tolls.WEEK}
    with connection.cursor() as cursor:
        cursor.execute(_CALLED, values)
        return {row[0]: tolls.Called(*row[1:]) for row in cursor.fetchall()}


def postpone(*, people: Sequence[tuple[orders.Person, str, datetime]]) -> None:
    """They wait until the instant, for the reason that the report shows meanwhile."""
    rows.update(
        "deliveries_campaigntarget",
        key="id",
        columns={"reason": "text", "next_attempt_at": "timestamptz"},
        values=[(person.target, reason, until) for person, reason, until in people],
    )


def finish(*, people: Sequence[tuple[orders.Person, str, str]], now: datetime) -> None:
    """Brings each to the given final state, with the reason."""
    rows.update(
        "deliveries_campaigntarget",
        key="id",
        columns={"state": "text", "reason": "text", "finished_at": "timestamptz"},
        values=[(person.target, state, reason, now) for person, state, reason in people],
    )


def start(*, people: Sequence[orders.Person]) -> None:
    """They are being called; the number of the try is used up."""
    rows.update(
        "deliveries_campaigntarget",
        key="id",
        columns={"state": "text", "attempts": "int", "reason": "text"},
        values=[(person.target, "calling", person.number, "") for person in people],
    )


_MESSAGE = {
    "attempt_id": "bigint",
    "account_id": "bigint",
    "project_id": "bigint",
    "campaign_id": "bigint",
    "channel": "text",
    "type": "text",
    "sender": "text",
    "phone": "text",
    "text": "text",
    "parts": "int",
    "parts_delivered": "int",
    "status": "text",
    "status_reason": "text",
    "status_at": "timestamptz",
    "cost": "numeric",
    "created_at": "timestamptz",
}


def record_messages(
    *,
    drafts: Sequence[orders.Draft],
    attempts: Mapping[int, int],
    terms: Terms,
    now: datetime,
    kind: str = "mailing",
) -> None:
    """The customer's rows of messages being sent; `attempts` is target → attempt."""
    rows.insert(
        "deliveries_messagerecord",
        columns=_MESSAGE,
        values=[
            (
                *(attempts[each.person.target], terms.account, terms.project, terms.campaign, "sms", kind),
                *(each.sender, each.person.phone, each.text, each.parts, 0, "sending", "", now, 0, now),
            )
            for each in drafts
        ],
    )


def _person(row: Sequence[Any], known: Mapping[str, Any]) -> orders.Person:
    target, phone, attempts, material, last_caller = row
    fields = {name: _shown(value) for name, value in known.items() if name != "custom"}
    fields |= {str(name): _shown(value) for name, value in json.loads(known["custom"] or "{}").items()}
    return orders.Person(
        target=target,
        phone=phone,
        number=attempts + 1,
        material=material,
        fields={**fields, "phone": phone},
        last_caller=last_caller or "",
    )


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)
