"""Messages a call flow asks for: each becomes an attempt of its own with its own hold, sent on the urgent lane.

(call, number of the asking fact) is unique, so a fact heard twice sends one message. What cannot be paid for, or goes
to a person who is on the stop-list, is kept as a cancelled message with the reason.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec

from rupor.engine.ports import Event, SmsOrder
from rupor.engine.text import parts as counting
from rupor.features.billing import queries as money_queries
from rupor.features.billing import rules as pricing
from rupor.features.billing.actions.hold import hold
from rupor.features.contacts.models import StopEntry
from rupor.features.deliveries.actions._entries import Entry
from rupor.features.deliveries.models import Attempt, AttemptState, MessageRecord, MessageStatus
from rupor.features.deliveries.queries import message_order
from rupor.features.deliveries.rules.changes import RunChange
from rupor.features.deliveries.rules.terms import Terms
from rupor.kit import money

LIFE = timedelta(hours=1)


def create(
    *,
    asked: Sequence[Event],
    entries: Mapping[int, Entry],
    terms: Mapping[int, Terms],
    changes: dict[int, RunChange],
    now: datetime,
    sender: str,
) -> list[SmsOrder]:
    """Orders to publish at once; their holds are added to the runs' changes."""
    orders: list[SmsOrder] = []
    for event in sorted(_new(asked), key=lambda event: (entries[event.attempt].account, event.attempt, event.n)):
        call = entries[event.attempt]
        if call.run is None or call.run not in terms:
            continue
        order, held = _create(event=event, call=call, terms=terms[call.run], now=now, sender=sender)
        changes[call.run].held += held
        if order is not None:
            orders.append(order)
    return orders


def _new(asked: Sequence[Event]) -> list[Event]:
    once = {(event.attempt, event.n): event for event in asked if event.text}
    known = Attempt.objects.filter(origin_id__in={call for call, _ in once}).values_list("origin_id", "origin_n")
    return [event for key, event in once.items() if key not in set(known)]


def _create(*, event: Event, call: Entry, terms: Terms, now: datetime, sender: str) -> tuple[SmsOrder | None, Decimal]:
    count = counting.parts(text=event.text).count
    price = pricing.sms_price(parts=count, rate=terms.sms_rate)
    obstacle = _obstacle(call=call, price=price)
    if not obstacle and price:
        hold(account_id=call.account, amount=price, campaign_id=call.campaign, comment=terms.name)
    attempt = _attempt(event=event, call=call, terms=terms, hold=money.ZERO if obstacle else price, now=now)
    if obstacle:
        attempt.state, attempt.outcome = AttemptState.FINISHED, "cancelled"
    attempt.save()
    name = (event.sender or terms.sender or sender)[:20]
    MessageRecord.objects.create(
        attempt=attempt,
        account_id=call.account,
        project_id=call.project or 0,
        campaign_id=call.campaign,
        type="scenario",
        sender=name,
        phone=call.phone,
        text=event.text,
        parts=count,
        status=MessageStatus.CANCELLED if obstacle else MessageStatus.SENDING,
        status_reason=obstacle,
        status_at=now,
        created_at=now,
    )
    if obstacle:
        return None, money.ZERO
    return message_order(attempt=attempt, sender=name, text=event.text), price


def _attempt(*, event: Event, call: Entry, terms: Terms, hold: Decimal, now: datetime) -> Attempt:
    return Attempt(
        account_id=call.account,
        project_id=call.project,
        campaign_id=call.campaign,
        run_id=call.run,
        origin_id=call.id,
        origin_n=event.n,
        channel="sms",
        phone=call.phone,
        not_after=now + LIFE,
        hold=hold,
        price=msgspec.to_builtins(terms.sms_rate),
        claimed_at=now,
    )


def _obstacle(*, call: Entry, price: Decimal) -> str:
    if StopEntry.objects.filter(account_id=call.account, phone=call.phone).exists():
        return "stop_listed"
    if money_queries.spendable_for_update(account_id=call.account) < price:
        return "no_funds"
    return ""
