"""Parts of messages and the carrier's reports of them, matched both ways: a report may come before its part."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import connection

from rupor.engine.ports import Event
from rupor.features.deliveries.actions._entries import Entry
from rupor.features.deliveries.rules import settlement
from rupor.kit import rows

_PART = {
    "route": "text",
    "message_id": "text",
    "attempt_id": "bigint",
    "status": "text",
    "status_code": "text",
    "status_at": "timestamptz",
    "created_at": "timestamptz",
}
_KNOWN = """
SELECT route, message_id, attempt_id, status FROM deliveries_messagepart
WHERE (route, message_id) IN (SELECT * FROM unnest(%s::text[], %s::text[])) ORDER BY id FOR UPDATE
"""
_KEEP_REPORT = """
(route, message_id) DO UPDATE
SET status = EXCLUDED.status, status_code = EXCLUDED.status_code, status_at = EXCLUDED.status_at
"""
# A carrier's numbers come round again: a newer message takes over the number of one that has its report already.
_CLAIM_PART = """
(route, message_id) DO UPDATE
SET attempt_id = EXCLUDED.attempt_id, created_at = EXCLUDED.created_at,
    status = CASE WHEN deliveries_messagepart.attempt_id IS NULL THEN deliveries_messagepart.status ELSE '' END
WHERE deliveries_messagepart.attempt_id IS NULL
   OR (deliveries_messagepart.attempt_id < EXCLUDED.attempt_id AND deliveries_messagepart.status <> '')
"""


def keep(*, reports: Sequence[Event], now: datetime) -> dict[int, datetime]:
    """Writes the reports to their parts, known or not yet; the attempts whose messages may have changed, and when."""
    best: dict[tuple[str, str], Event] = {}
    for event in reports:
        for message_id in event.message_ids:
            key = (event.route, message_id)
            if key not in best or _beats(str(best[key].status or ""), event):
                best[key] = event
    if not best:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [[route for route, _ in best], [number for _, number in best]])
        known = {(route, number): (attempt, status) for route, number, attempt, status in cursor.fetchall()}
    news = {key: event for key, event in best.items() if _beats(known.get(key, (None, ""))[1], event)}
    rows.insert(
        "deliveries_messagepart",
        columns=_PART,
        values=[
            (route, number, None, str(event.status), event.status_code[:16], event.at, now)
            for (route, number), event in sorted(news.items())
        ],
        conflict=_KEEP_REPORT,
    )
    return {attempt: event.at for key, event in news.items() if (attempt := known.get(key, (None, ""))[0]) is not None}


def attach(*, entries: Collection[Entry], now: datetime) -> None:
    """Writes which parts the carrier accepted; a report that waited for its part finds it now."""
    parts = [
        (entry.case.route, number, entry.id, "", "", None, now)
        for entry in entries
        for number in entry.case.message_ids
    ]
    once = {(part[0], part[1]): part for part in parts}
    rows.insert("deliveries_messagepart", columns=_PART, values=sorted(once.values()), conflict=_CLAIM_PART)


def conclude(*, entries: Collection[Entry]) -> None:
    """Gives each message the end that the reports of its parts add up to."""
    by_id = {entry.id: entry for entry in entries}
    if not by_id:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attempt_id, status, status_code FROM deliveries_messagepart WHERE attempt_id = ANY(%s) ORDER BY id",
            [list(by_id)],
        )
        found: dict[int, list[tuple[str, str]]] = {number: [] for number in by_id}
        for attempt, status, code in cursor.fetchall():
            found[attempt].append((status, code))
    for number, parts in found.items():
        entry = by_id[number]
        statuses = [status for status, _ in parts]
        outcome = settlement.message_outcome(statuses=statuses, parts=entry.case.parts)
        settlement.report(entry.case, outcome)
        entry.parts_delivered = statuses.count("delivered")
        entry.status_code = next((code for status, code in parts if status == outcome), "")


def _beats(before: str, event: Event) -> bool:
    now = str(event.status or "")
    return now != before and settlement.better_status(before, now) == now
