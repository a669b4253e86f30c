"""The attempts of a batch with all that belongs to them, locked in one order: two writers never wait in a ring."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec
from django.db import connection

from rupor.features.billing.rules import Rate
from rupor.features.deliveries.rules.settlement import Case
from rupor.kit import money


@dataclass
class Target:
    """The row of the person, as it was found."""

    id: int
    state: str
    attempts: int
    returned: int
    lead: bool
    lead_tag: str
    material_id: int | None
    last_outcome: str
    earned: Decimal = money.ZERO
    next_attempt_at: datetime | None = None
    moved: bool = False


@dataclass
class Message:
    """What the row of the message held."""

    status: str
    reason: str
    parts_delivered: int


@dataclass
class Entry:
    """One attempt, how it was before the batch, and its case that the facts change."""

    id: int
    account: int
    project: int | None
    campaign: int | None
    run: int | None
    number: int
    phone: str
    caller: str
    before: str
    outcome_before: str
    was_lead: bool
    was_stop_listed: bool
    case: Case
    target: Target | None = None
    message: Message | None = None
    parts_delivered: int = 0
    gateway: str = ""
    last_event: int = -1
    at: datetime | None = None
    status_code: str = ""
    stop_lists: set[str] = field(default_factory=set)
    purpose: str = ""
    asker: int = 0
    comment: str = ""
    incoming: bool = False

    @property
    def changed(self) -> bool:
        """Whether the attempt went on."""
        return (self.case.state, self.case.outcome) != (self.before, self.outcome_before)


_ATTEMPTS = """
SELECT id, account_id, project_id, campaign_id, run_id, target_id, number, phone, caller, channel, state, hold, cost,
       price::text, outcome, lead, lead_tag, stop_listed, gateway, last_event, purpose, asker_id,
       CASE WHEN purpose <> '' OR incoming_key <> '' THEN COALESCE("order"->>'comment', '') ELSE '' END,
       incoming_key <> ''
FROM deliveries_attempt WHERE id = ANY(%s) ORDER BY id FOR UPDATE
"""
_TARGETS = """
SELECT id, state, attempts, returned, lead, lead_tag, material_id, last_outcome
FROM deliveries_campaigntarget WHERE id = ANY(%s) ORDER BY id FOR UPDATE
"""
_CALLED_BACK = """
SELECT asked.attempt, t.id FROM unnest(%s::bigint[], %s::bigint[], %s::text[]) AS asked(attempt, run, phone)
JOIN deliveries_campaigntarget t ON t.run_id = asked.run AND t.phone = asked.phone
"""
_MESSAGES = """
SELECT attempt_id, parts, sent_at IS NOT NULL, status, status_reason, parts_delivered
FROM deliveries_messagerecord WHERE attempt_id = ANY(%s)
"""
_read_rate = msgspec.json.Decoder(Rate).decode


def load(attempts: Collection[int]) -> dict[int, Entry]:
    """By attempt; numbers that do not exist are absent."""
    with connection.cursor() as cursor:
        cursor.execute(_ATTEMPTS, [sorted(attempts)])
        found = cursor.fetchall()
        whose = {row[0]: row[5] for row in found if row[5] is not None}
        # Whoever called back belongs to the run that had called them, though it is no try of ours.
        back = [(row[0], row[4], row[7]) for row in found if row[22] and row[4] is not None]
        if back:
            cursor.execute(_CALLED_BACK, [list(column) for column in zip(*back, strict=True)])
            whose.update(cursor.fetchall())
        cursor.execute(_TARGETS, [sorted(set(whose.values()))])
        targets = {row[0]: Target(*row) for row in cursor.fetchall()}
    entries = {row[0]: _entry(row, targets.get(whose.get(row[0], 0))) for row in found}
    _load_messages(entries)
    return entries


def _load_messages(entries: dict[int, Entry]) -> None:
    wanted = [entry.id for entry in entries.values() if entry.case.channel == "sms"]
    if not wanted:
        return
    with connection.cursor() as cursor:
        cursor.execute(_MESSAGES, [wanted])
        for attempt, parts, is_sent, status, reason, delivered in cursor.fetchall():
            entry = entries[attempt]
            entry.message = Message(status=status, reason=reason, parts_delivered=delivered)
            entry.case.parts, entry.case.sent, entry.case.status_code = parts, is_sent, reason
            entry.parts_delivered = delivered


def _entry(row: tuple[Any, ...], target: Target | None) -> Entry:
    number, account, project, campaign, run, _, tries, phone, caller, channel, state, hold, cost, price = row[:14]
    outcome, lead, lead_tag, stop_listed, gateway, last_event, purpose, asker, comment, incoming = row[14:]
    case = Case(
        attempt=number,
        channel=channel,
        state=state,
        hold=hold,
        rate=_read_rate(price),
        cost=cost,
        outcome=outcome,
        lead=lead,
        lead_tag=lead_tag,
        stop_listed=stop_listed,
    )
    return Entry(
        id=number,
        account=account,
        project=project,
        campaign=campaign,
        run=run,
        number=tries,
        phone=phone,
        caller=caller,
        before=state,
        outcome_before=outcome,
        was_lead=lead,
        was_stop_listed=stop_listed,
        case=case,
        target=target,
        gateway=gateway,
        last_event=last_event,
        purpose=purpose,
        asker=asker or 0,
        comment=comment,
        incoming=incoming,
    )
