"""Rows of a batch: the attempts themselves and what the customer sees of them."""

from collections.abc import Collection
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec
from django.db.models import F

from rupor.engine.ports import CallResult, Outcome
from rupor.features.deliveries.actions._entries import Entry, Target
from rupor.features.deliveries.models import Attempt, CallRecord, CampaignTarget, MessageRecord
from rupor.features.deliveries.rules import changes
from rupor.kit import rows

_ATTEMPT = {
    "state": "text",
    "outcome": "text",
    "cost": "numeric",
    "lead": "bool",
    "lead_tag": "text",
    "stop_listed": "bool",
    "gateway": "text",
    "last_event": "int",
    "finished_at": "timestamptz",
}


def attempts(*, entries: Collection[Entry], now: datetime) -> None:
    """Each attempt as its case stands."""
    rows.update(
        "deliveries_attempt",
        key="id",
        columns=_ATTEMPT,
        values=[
            (
                *(entry.id, entry.case.state, entry.case.outcome, entry.case.cost, entry.case.lead),
                *(entry.case.lead_tag, entry.case.stop_listed, entry.gateway, entry.last_event),
                now if entry.case.state in ("finished", "returned", "unknown") else None,
            )
            for entry in entries
        ],
    )


_TARGET = {
    "state": "text",
    "returned": "int",
    "next_attempt_at": "timestamptz",
    "lead": "bool",
    "lead_tag": "text",
    "last_outcome": "text",
    "earned": "numeric",
    "moved": "bool",
    "ended_at": "timestamptz",
}
_TARGET_SETS = {
    **{name: f"given.{name}" for name in ("state", "returned", "lead", "lead_tag", "last_outcome")},
    "next_attempt_at": "COALESCE(given.next_attempt_at, had.next_attempt_at)",
    "cost": "had.cost + given.earned",
    "finished_at": "CASE WHEN given.moved THEN given.ended_at ELSE had.finished_at END",
}


def targets(*, targets: Collection[Target], now: datetime) -> None:
    """Each person as they stand; the rows are locked."""
    rows.update(
        "deliveries_campaigntarget",
        key="id",
        columns=_TARGET,
        sets=_TARGET_SETS,
        values=[
            (
                *(each.id, each.state, each.returned, each.next_attempt_at, each.lead, each.lead_tag),
                *(each.last_outcome, each.earned, each.moved, now if each.state in changes.FINAL else None),
            )
            for each in targets
        ],
    )


_MESSAGE = {
    "status": "text",
    "status_reason": "text",
    "cost": "numeric",
    "parts_delivered": "int",
    "is_sent": "bool",
    "at": "timestamptz",
}
_MESSAGE_SETS = {
    **{name: f"given.{name}" for name in ("status", "status_reason", "cost", "parts_delivered")},
    "status_at": "CASE WHEN given.status = had.status THEN had.status_at ELSE COALESCE(given.at, had.status_at) END",
    "sent_at": "COALESCE(had.sent_at, CASE WHEN given.is_sent THEN given.at END)",
}


def messages(*, entries: Collection[Entry], now: datetime) -> None:
    """The customer's rows of messages; one that was never sent and is tried anew leaves no row behind."""
    values = []
    for entry in entries:
        message, case = entry.message, entry.case
        if message is None or case.state == "returned":
            continue
        status = changes.message_status(case=case, before=entry.before, status=message.status)
        reason = (entry.status_code or case.status_code)[:64]
        values.append((entry.id, status, reason, case.cost, entry.parts_delivered, case.sent, entry.at))
    rows.update("deliveries_messagerecord", key="attempt_id", columns=_MESSAGE, sets=_MESSAGE_SETS, values=values)
    returned = [entry.id for entry in entries if entry.message and entry.case.state == "returned" and entry.target]
    if returned:
        MessageRecord.objects.filter(attempt_id__in=returned).delete()


_CALL_FIELDS = [
    "started_at",
    "ring_seconds",
    "talk_seconds",
    "outcome",
    "sip_status",
    "q850_cause",
    "digits",
    "path",
    "lead",
    "lead_tag",
    "stop_listed",
    "machine",
    "listened_percent",
    "recording",
    "hung_up_by",
    "detail",
    "cost",
    "answered_by",
    "keys",
    "heard",
    "listened",
    "transferred_to",
    "trunk",
]


def calls(*, entries: Collection[Entry], now: datetime) -> None:
    """The customer's rows of calls: written when a call ended or was lost, amended by what came later."""
    voice = [entry for entry in entries if entry.case.channel == "voice"]
    ended = [entry for entry in voice if entry.case.call or (entry.changed and entry.case.state == "unknown")]
    CallRecord.objects.bulk_create(
        [_call(entry, now) for entry in ended],
        update_conflicts=True,
        unique_fields=["attempt"],
        update_fields=_CALL_FIELDS,
    )
    written = {entry.id for entry in ended}
    for entry in voice:
        told = (entry.case.lead, entry.case.stop_listed) != (entry.was_lead, entry.was_stop_listed)
        if told and entry.id not in written:
            CallRecord.objects.filter(attempt_id=entry.id).update(
                lead=entry.case.lead, lead_tag=entry.case.lead_tag, stop_listed=entry.case.stop_listed
            )


def _call(entry: Entry, now: datetime) -> CallRecord:
    case, call = entry.case, entry.case.call
    record = CallRecord(
        attempt_id=entry.id,
        account_id=entry.account,
        project_id=entry.project or 0,
        campaign_id=entry.campaign or 0,
        run_id=entry.run or 0,
        direction="in" if entry.incoming else "out",
        phone=entry.phone,
        caller=entry.caller,
        started_at=entry.at or now,
        outcome=case.outcome or Outcome.UNKNOWN,
        lead=case.lead,
        lead_tag=case.lead_tag,
        stop_listed=case.stop_listed,
        material_id=entry.target.material_id if entry.target else None,
        cost=case.cost,
    )
    if call is not None:
        record.started_at = (entry.at or now) - timedelta(seconds=call.ring_seconds + call.talk_seconds)
        record.ring_seconds, record.talk_seconds = call.ring_seconds, call.talk_seconds
        record.sip_status, record.q850_cause = call.sip_status, call.q850_cause
        record.digits, record.path, record.machine = call.digits[:64], call.path, call.machine
        record.listened_percent, record.recording = call.listened_percent, call.recording
        record.hung_up_by, record.detail = call.hung_up_by[:8], call.detail[:255]
        _told_by_the_talk(record, call)
    return record


def _told_by_the_talk(record: CallRecord, call: CallResult) -> None:
    record.answered_by, record.trunk = call.answered_by[:12], call.trunk[:64]
    record.keys, record.heard = msgspec.to_builtins(call.keys), msgspec.to_builtins(call.heard)
    record.listened, record.transferred_to = call.listened, call.transferred_to[:255]


def add_cost(*, entry: Entry, amount: Decimal) -> None:
    """A price charged late, added wherever the cost is shown."""
    Attempt.objects.filter(id=entry.id).update(cost=F("cost") + amount)
    CallRecord.objects.filter(attempt_id=entry.id).update(cost=F("cost") + amount)
    MessageRecord.objects.filter(attempt_id=entry.id).update(cost=F("cost") + amount)
    if entry.target is not None:
        CampaignTarget.objects.filter(id=entry.target.id).update(cost=F("cost") + amount)
