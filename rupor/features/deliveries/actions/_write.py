"""Writes what a batch of facts came to: money, attempts, targets, records and the changes of the runs' counters."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from decimal import Decimal

from rupor.engine.dialing.retry import Ladder
from rupor.engine.ports import Outcome
from rupor.features.billing import queries as money_queries
from rupor.features.billing.actions.charge import charge
from rupor.features.billing.actions.settle import settle
from rupor.features.deliveries.actions import _records, _service_calls, _stop_lists
from rupor.features.deliveries.actions._entries import Entry, Target
from rupor.features.deliveries.rules import changes
from rupor.features.deliveries.rules.changes import RunChange
from rupor.features.deliveries.rules.terms import Terms
from rupor.features.limits.actions.count_use import count_use
from rupor.features.numbers.actions.count_ended import count_ended
from rupor.kit import money

TermsOf = Callable[[Collection[int]], Mapping[int, Terms]]


def write(*, entries: Collection[Entry], terms: Mapping[int, Terms], now: datetime) -> dict[int, RunChange]:
    """The increments of each run; the caller adds them in the same transaction. Purses are touched last."""
    changed: dict[int, RunChange] = {entry.run: RunChange() for entry in entries if entry.run is not None}
    _records.attempts(entries=entries, now=now)
    _targets(entries=entries, terms=terms, changed=changed, now=now)
    _records.messages(entries=entries, now=now)
    _records.calls(entries=entries, now=now)
    _stop_lists.add(entries=[entry for entry in entries if _may_stop(entry)])
    _count_callers(entries, now)
    _settle(entries=entries, terms=terms)
    _charge_late(entries=entries, terms=terms, now=now)
    _count_spent(entries, now)
    _service_calls.tell_ends(entries)
    for entry in entries:
        if entry.run is not None:
            changes.count(changed[entry.run], case=entry.case, before=entry.before, incoming=entry.incoming)
            before = entry.message.parts_delivered if entry.message else 0
            changed[entry.run].counts["sms_delivered"] += entry.parts_delivered - before
    return changed


def _may_stop(entry: Entry) -> bool:
    """A wish of somebody known: neither of a call without a campaign nor of a caller who hid their number."""
    return bool(entry.stop_lists and not entry.purpose and entry.phone)


def _targets(
    *, entries: Collection[Entry], terms: Mapping[int, Terms], changed: dict[int, RunChange], now: datetime
) -> None:
    touched: list[Target] = []
    for entry in entries:
        target, run = entry.target, entry.run
        if target is None or run is None:
            continue
        old = target.state
        _move(target=target, entry=entry, ladder=terms[run].ladder if run in terms else Ladder(), now=now)
        changes.move(changed[run], old=old, new=target.state)
        is_new_lead = entry.case.lead and not target.lead
        if is_new_lead:
            changed[run].counts["leads"] += 1
            target.lead, target.lead_tag = True, entry.case.lead_tag
        if target.moved or target.earned or is_new_lead:
            touched.append(target)
    _records.targets(targets=touched, now=now)


def _move(*, target: Target, entry: Entry, ladder: Ladder, now: datetime) -> None:
    target.earned += entry.case.earned
    if entry.incoming:
        return
    place = changes.place_after(
        case=entry.case,
        before=(entry.before, entry.outcome_before),
        tries=target.attempts,
        returned=target.returned,
        ladder=ladder,
        now=now,
    )
    if place is None or target.attempts != entry.number:
        return
    target.moved = True
    target.state, target.last_outcome = place.state, entry.case.outcome
    target.returned += place.returned
    target.next_attempt_at = place.next_attempt_at


def _count_callers(entries: Collection[Entry], now: datetime) -> None:
    count_ended(
        ended=[
            (entry.caller, entry.phone, entry.case.call.outcome == Outcome.ANSWERED)
            for entry in entries
            if entry.case.call is not None and entry.caller and entry.changed and not entry.incoming
        ],
        now=now,
    )


def _settle(*, entries: Collection[Entry], terms: Mapping[int, Terms]) -> None:
    """One transfer for each campaign of the batch, accounts in one order."""
    sums: dict[tuple[int, int, str], list[Decimal]] = {}
    for entry in entries:
        if entry.case.released:
            held_cost_items = sums.setdefault(
                (entry.account, entry.campaign or 0, entry.comment), [money.ZERO, money.ZERO, money.ZERO]
            )
            held_cost_items[0] += entry.case.released
            held_cost_items[1] += entry.case.earned
            held_cost_items[2] += 1 if entry.case.earned else 0
    names = {each.campaign: each.name for each in terms.values()}
    for (account, campaign, comment), (held, cost, items) in sorted(sums.items()):
        settle(
            account_id=account,
            held=held,
            cost=cost,
            items=int(items) or 1,
            campaign_id=campaign or None,
            comment=comment or names.get(campaign, ""),
        )


def _count_spent(entries: Collection[Entry], now: datetime) -> None:
    spent: dict[int, tuple[int, Decimal]] = {}
    for entry in entries:
        if entry.case.earned:
            spent[entry.account] = (0, spent.get(entry.account, (0, money.ZERO))[1] + entry.case.earned)
    count_use(used=spent, now=now)


def _charge_late(*, entries: Collection[Entry], terms: Mapping[int, Terms], now: datetime) -> None:
    """What came to light after its money had been given back is charged as far as the balance covers it."""
    names: dict[int | None, str] = {each.campaign: each.name for each in terms.values()}
    late = sorted((entry.account, entry.id) for entry in entries if entry.case.late > 0)
    by_id = {entry.id: entry for entry in entries}
    for account, number in late:
        entry = by_id[number]
        available = money_queries.spendable_for_update(account_id=account)
        amount = min(entry.case.late, max(available, money.ZERO))
        if amount:
            name = entry.comment or names.get(entry.campaign, "")
            charge(account_id=account, amount=amount, campaign_id=entry.campaign, comment=name)
            _records.add_cost(entry=entry, amount=amount)
            entry.case.earned += amount
