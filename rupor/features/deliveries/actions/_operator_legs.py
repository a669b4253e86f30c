"""Operators that were rung in the middle of calls: each is an attempt of its own with its own price.

While the call is under way the price comes out of what was set aside for it; told later, it is charged as far as the
balance covers it. (call, number of the fact) is unique, so a fact heard twice costs once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec
from django.db import connection
from django.db.models import F

from rupor.engine.ports import CallResult, Event, Kind, Outcome
from rupor.features.billing import queries as money_queries
from rupor.features.billing.actions.charge import charge
from rupor.features.billing.actions.settle import settle
from rupor.features.deliveries.actions._entries import Entry
from rupor.features.deliveries.models import Attempt, AttemptState, CampaignTarget, OperatorLeg
from rupor.features.deliveries.rules import holds
from rupor.features.deliveries.rules.changes import RunChange
from rupor.features.deliveries.rules.terms import Terms
from rupor.features.limits.actions.count_use import count_use
from rupor.kit import money, phone


@dataclass
class Leg:
    """One fact not heard before: what it takes out of the call's own hold, and what is owed beside it."""

    event: Event
    talk: CallResult
    call: Entry
    taken: Decimal
    owed: Decimal


def take(*, told: Sequence[Event], entries: Mapping[int, Entry]) -> list[Leg]:
    """To be done before the other facts of the batch, which may end the call and release its hold."""
    once = {(event.attempt, event.n): event for event in told if event.kind == Kind.TRANSFERRED and event.call}
    if not once:
        return []
    known = Attempt.objects.filter(origin_id__in={call for call, _ in once}).values_list("origin_id", "origin_n")
    heard = set(known)
    new = [event for key, event in sorted(once.items()) if key not in heard and key[0] in entries]
    return [_take(event, event.call, entries[event.attempt]) for event in new if event.call]


def _take(event: Event, talk: CallResult, call: Entry) -> Leg:
    answered = talk.outcome == Outcome.ANSWERED
    price = holds.leg_price(talk_seconds=talk.talk_seconds, answered=answered, rate=call.case.rate)
    if not call.case.is_open:
        return Leg(event=event, talk=talk, call=call, taken=money.ZERO, owed=price)
    taken = min(price, call.case.hold)
    call.case.hold -= taken
    return Leg(event=event, talk=talk, call=call, taken=taken, owed=money.ZERO)


def write(
    *,
    legs: Sequence[Leg],
    entries: Mapping[int, Entry],
    terms: Mapping[int, Terms],
    changes: Mapping[int, RunChange],
    now: datetime,
) -> None:
    """Attempts, legs and money; the runs' changes get their part. Purses are touched by accounts in one order."""
    legs = sorted(legs, key=lambda leg: (leg.call.account, leg.call.id, leg.event.n))
    costs: list[Decimal] = []
    for leg in legs:
        cost = leg.taken + _pay(leg, terms)
        costs.append(cost)
        attempt = _attempt(leg, cost, now)
        attempt.save()
        _leg(leg, attempt, cost).save()
        if leg.taken:
            Attempt.objects.filter(id=leg.call.id).update(hold=leg.call.case.hold)
        if cost and leg.call.target is not None:
            CampaignTarget.objects.filter(id=leg.call.target.id).update(cost=F("cost") + cost)
        if leg.call.run is not None:
            changes[leg.call.run].cost += cost
            changes[leg.call.run].held -= leg.taken
    _count_use(legs, costs, now)
    ended = {entry.id for entry in entries.values() if entry.case.call and entry.case.call.transferred_to}
    _sum_up(sorted(ended | {leg.call.id for leg in legs}))


def _count_use(legs: Sequence[Leg], costs: Sequence[Decimal], now: datetime) -> None:
    """An operator's leg is a call like any other."""
    used: dict[int, tuple[int, Decimal]] = {}
    for leg, cost in zip(legs, costs, strict=True):
        calls, spent = used.get(leg.call.account, (0, money.ZERO))
        used[leg.call.account] = (calls + 1, spent + cost)
    count_use(used=used, now=now)


def _pay(leg: Leg, terms: Mapping[int, Terms]) -> Decimal:
    """What was charged beside the hold."""
    call = leg.call
    name = call.comment or (terms[call.run].name if call.run is not None and call.run in terms else "")
    comment = f"{name}: перевод на оператора"[:255] if name else "Перевод на оператора"
    if leg.taken:
        settle(
            account_id=call.account, held=leg.taken, cost=leg.taken, campaign_id=call.campaign or None, comment=comment
        )
    if not leg.owed:
        return money.ZERO
    available = money_queries.spendable_for_update(account_id=call.account)
    amount = min(leg.owed, max(available, money.ZERO))
    if amount:
        charge(account_id=call.account, amount=amount, campaign_id=call.campaign or None, comment=comment)
    return amount


def _attempt(leg: Leg, cost: Decimal, now: datetime) -> Attempt:
    call = leg.call
    return Attempt(
        account_id=call.account,
        project_id=call.project,
        campaign_id=call.campaign,
        run_id=call.run,
        origin_id=call.id,
        origin_n=leg.event.n,
        channel="voice",
        state=AttemptState.FINISHED,
        phone=phone.normalise(leg.event.phone),
        caller=call.caller,
        cost=cost,
        price=msgspec.to_builtins(call.case.rate),
        outcome=leg.talk.outcome,
        gateway=leg.event.gateway,
        claimed_at=leg.event.at,
        finished_at=now,
    )


def _leg(leg: Leg, attempt: Attempt, cost: Decimal) -> OperatorLeg:
    talk = leg.talk
    return OperatorLeg(
        attempt=attempt,
        call_id=leg.call.id,
        operator=leg.event.phone[:255],
        node=leg.event.node[:64],
        started_at=leg.event.at - timedelta(seconds=talk.ring_seconds + talk.talk_seconds),
        ring_seconds=talk.ring_seconds,
        talk_seconds=talk.talk_seconds,
        outcome=talk.outcome,
        sip_status=talk.sip_status,
        trunk=talk.trunk[:64],
        cost=cost,
    )


_SUM_UP = """
UPDATE deliveries_callrecord AS had SET transfer_cost = legs.cost FROM (
  SELECT call_id, SUM(cost) AS cost FROM deliveries_operatorleg WHERE call_id = ANY(%s) GROUP BY call_id
) AS legs WHERE had.attempt_id = legs.call_id
"""


def _sum_up(calls: list[int]) -> None:
    """Writes into the calls' records what their operators cost, whichever was told first."""
    if calls:
        with connection.cursor() as cursor:
            cursor.execute(_SUM_UP, [calls])
