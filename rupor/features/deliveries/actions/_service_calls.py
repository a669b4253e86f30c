"""Tells those who asked for calls without a campaign how these go on, in the transaction that writes it."""

from collections.abc import Collection, Mapping
from typing import Any

import msgspec

from rupor.features.deliveries.actions._entries import Entry
from rupor.features.deliveries.events import ServiceCallMoved
from rupor.kit import events

_ENDS = ("finished", "returned", "unknown")


def tell_taken(taken: Mapping[int, tuple[str, int | None]]) -> None:
    """`taken` is attempt → (purpose, asker); calls of campaigns have no purpose."""
    for attempt, (purpose, asker) in sorted(taken.items()):
        if purpose:
            events.publish(ServiceCallMoved(purpose=purpose, asker=asker or 0, attempt=attempt, stage="dialling"))


def tell_answered(entry: Entry) -> None:
    """The person took the call."""
    if entry.purpose:
        told = ServiceCallMoved(purpose=entry.purpose, asker=entry.asker, attempt=entry.id, stage="answered")
        events.publish(told)


def tell_ends(entries: Collection[Entry]) -> None:
    """Of those whose attempt came to an end in this batch, or to another one than before."""
    for entry in entries:
        if entry.purpose and entry.changed and entry.case.state in _ENDS:
            events.publish(_end(entry))


def _end(entry: Entry) -> ServiceCallMoved:
    call: dict[str, Any] = msgspec.to_builtins(entry.case.call) if entry.case.call is not None else {}
    return ServiceCallMoved(
        purpose=entry.purpose,
        asker=entry.asker,
        attempt=entry.id,
        stage="ended",
        outcome=entry.case.outcome,
        cost=str(entry.case.cost),
        call=call,
    )
