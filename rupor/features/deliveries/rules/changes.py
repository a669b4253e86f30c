"""What a batch of facts changes in a run's counters, and where a target goes after its attempt ended."""

from collections import Counter
from datetime import datetime
from decimal import Decimal

import msgspec

from rupor.engine.dialing import retry
from rupor.engine.ports import Channel, Outcome
from rupor.features.deliveries.rules.settlement import OPEN, Case
from rupor.kit import money

FINAL = frozenset({"answered", "unanswered", "stop_listed", "invalid", "cancelled", "unknown"})


class RunChange(msgspec.Struct):
    """Increments for one run; the names are the run's own columns."""

    counts: Counter[str] = msgspec.field(default_factory=Counter)
    cost: Decimal = money.ZERO
    held: Decimal = money.ZERO


class Place(msgspec.Struct, frozen=True):
    """Where a target stands: its state, and when it is tried again if it is pending."""

    state: str
    next_attempt_at: datetime | None = None
    returned: int = 0


def place_after(
    *, case: Case, before: tuple[str, str], tries: int, returned: int, ladder: retry.Ladder, now: datetime
) -> Place | None:
    """The target's new place after its attempt went from (state, outcome) `before` to the case's; None: it stays."""
    if (case.state, case.outcome) == before:
        return None
    if case.state == "returned":
        again = retry.after_return(returns=returned + 1, now=now)
        return Place(state="pending" if again else "unanswered", next_attempt_at=again, returned=1)
    if case.state not in ("finished", "unknown"):
        return None
    outcome = Outcome(case.outcome)
    if before[0] in OPEN and case.channel == Channel.VOICE:
        rang = case.call is not None and case.call.rang
        again = retry.next_attempt(outcome=outcome, made=tries - returned, ladder=ladder, now=now, rang=rang)
        if again:
            return Place(state="pending", next_attempt_at=again)
    return Place(state=retry.end_of(outcome).value)


def count(change: RunChange, *, case: Case, before: str, incoming: bool = False) -> None:
    """What the attempt itself adds: calls made, machines, messages, money. A call that came to us was not made."""
    change.cost += case.earned
    change.held -= case.released
    if incoming:
        return
    if case.channel == Channel.VOICE and before in OPEN and case.state in ("finished", "unknown"):
        change.counts["calls_made"] += 1
    if case.call is not None and case.call.machine:
        change.counts["machines"] += 1
    if case.message_ids:
        change.counts["sms_sent"] += len(case.message_ids)


def move(change: RunChange, *, old: str, new: str) -> None:
    """The target went from one state to another; only final ones are counted."""
    if old == new:
        return
    if old in FINAL:
        change.counts[old] -= 1
    if new in FINAL:
        change.counts[new] += 1


MESSAGE_STATUS = {
    Outcome.DELIVERED: "delivered",
    Outcome.EXPIRED: "expired",
    Outcome.CANCELLED: "cancelled",
    Outcome.UNKNOWN: "unknown",
}


def message_status(*, case: Case, before: str, status: str) -> str:
    """The customer's status of a message; waiting in vain for a report does not change it."""
    if case.state == "sent":
        return "sent"
    if case.state == "unknown":
        return status if before in ("sent", "unknown") else "unknown"
    if case.state == "finished":
        return MESSAGE_STATUS.get(Outcome(case.outcome), "failed")
    return status
