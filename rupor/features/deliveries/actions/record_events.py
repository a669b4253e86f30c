"""Writes a batch of facts with their money in one transaction. Hearing a fact twice, early or late changes nothing.

Facts are applied by the pure rules of `rules/settlement.py`; here their rows are locked, and what came out is written.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from rupor.engine.ports import Event, Kind, SmsOrder
from rupor.features.deliveries.actions import (
    _entries,
    _flow_messages,
    _operator_legs,
    _replies,
    _reports,
    _service_calls,
    _wishes,
    _write,
)
from rupor.features.deliveries.rules import settlement
from rupor.features.deliveries.rules.changes import RunChange

_ASKING = frozenset({Kind.SMS_REQUESTED, Kind.WEBHOOK_REQUESTED, Kind.FOLLOW_UP})


@dataclass(frozen=True)
class Recorded:
    """What the batch came to: increments per run, messages to send at once, facts that contradict what is known."""

    changes: dict[int, RunChange] = field(default_factory=dict)
    orders: list[SmsOrder] = field(default_factory=list)
    contradictions: list[tuple[Event, str]] = field(default_factory=list)


@transaction.atomic
def record_events(*, events: Sequence[Event], now: datetime, terms_of: _write.TermsOf, sender: str) -> Recorded:
    """`terms_of` tells the terms of runs; `sender` is the name of messages whose campaign gives none."""
    of_attempts = [event for event in events if event.kind not in (Kind.RECEIPT, Kind.REPLY)]
    reported = _reports.keep(reports=[event for event in events if event.kind == Kind.RECEIPT], now=now)
    _replies.record(replies=[event for event in events if event.kind == Kind.REPLY])
    entries = _entries.load({event.attempt for event in of_attempts} | reported.keys())
    strange = [(event, "attempt_unknown") for event in of_attempts if event.attempt not in entries]
    legs = _operator_legs.take(told=of_attempts, entries=entries)
    asked: list[Event] = []
    for event in of_attempts:
        entry = entries.get(event.attempt)
        if entry is None:
            continue
        settlement.apply(entry.case, event)
        _note(entry, event)
        if event.kind in _ASKING:
            asked.append(event)
        if event.kind == Kind.ANSWERED:
            _service_calls.tell_answered(entry)
        if entry.case.contradiction:
            strange.append((event, entry.case.contradiction))
            entry.case.contradiction = ""
    for number, at in reported.items():
        entries[number].at = entries[number].at or at
    sent = [entry for entry in entries.values() if entry.case.message_ids]
    _reports.attach(entries=sent, now=now)
    _reports.conclude(entries=[entries[number] for number in reported.keys() | {entry.id for entry in sent}])
    terms = terms_of({entry.run for entry in entries.values() if entry.run is not None})
    changes = _write.write(entries=list(entries.values()), terms=terms, now=now)
    _operator_legs.write(legs=legs, entries=entries, terms=terms, changes=changes, now=now)
    _wishes.grant(asked=asked, entries=entries, terms=terms, now=now)
    messages = [event for event in asked if event.kind == Kind.SMS_REQUESTED]
    orders = _flow_messages.create(
        asked=messages, entries=entries, terms=terms, changes=changes, now=now, sender=sender
    )
    return Recorded(changes=changes, orders=orders, contradictions=strange)


def _note(entry: _entries.Entry, event: Event) -> None:
    entry.gateway = event.gateway or entry.gateway
    entry.last_event = max(entry.last_event, event.n)
    if event.kind in (Kind.FINISHED, Kind.SENT):
        entry.at = event.at
    if event.kind == Kind.STOP_LISTED:
        entry.stop_lists.add(event.stop_list)
