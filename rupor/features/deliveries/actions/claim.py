"""Claims people who are due: one transaction with the money held for them, and their orders ready for the bus.

The gates stand here, at the last moment: stop-lists, missing fields, the balance and the campaign's budget. Whoever
does not pass becomes final with a reason; whoever cannot be paid for stays as they were.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from random import SystemRandom

import msgspec
from django.db import transaction

from rupor.engine import ports
from rupor.engine.dialing import tolls
from rupor.engine.dialing.callers import Caller, Carousel, room
from rupor.features.billing import queries as money_queries
from rupor.features.billing.actions.hold import hold
from rupor.features.billing.rules import affordable
from rupor.features.deliveries.actions import _due, _speech
from rupor.features.deliveries.rules import orders, persons
from rupor.features.deliveries.rules.terms import Terms
from rupor.features.limits.actions.count_use import count_use
from rupor.features.numbers.actions.bind import bind
from rupor.features.numbers.actions.count_begun import count_begun
from rupor.kit import money, rows

_chance = SystemRandom()
FREE = tolls.Tolls()

Order = ports.CallOrder | ports.SmsOrder


@dataclass(frozen=True)
class Claimed:
    """What one claim did; `ended` counts final states of those who are not contacted, `held` is the money set aside,
    `unpaid` that the balance did not cover somebody."""

    orders: list[Order] = field(default_factory=list)
    ended: Counter[str] = field(default_factory=Counter)
    postponed: int = 0
    held: Decimal = money.ZERO
    unpaid: bool = False

    @property
    def found(self) -> bool:
        """Whether anybody at all was due."""
        return bool(self.orders or self.ended or self.postponed or self.unpaid)


@transaction.atomic
def claim(
    *,
    terms: Terms,
    limit: int,
    now: datetime,
    not_after: datetime,
    callers: Sequence[Caller],
    sender: str,
    budget: Decimal | None = None,
    limits: tolls.Tolls = FREE,
) -> Claimed:
    """At most `limit` people of the run, and no more calls than the callers' ceilings leave room for.

    `budget` stops it after the hold that reaches it; `limits` are the account's.
    """
    by_voice = terms.channel == ports.Channel.VOICE
    limit = min(limit, room(callers)) if by_voice else limit
    ruled = _sorted_out(terms=terms, limit=limit, limits=limits if by_voice else FREE, now=now)
    drafts, unfit = _drafted(people=ruled.may, terms=terms, callers=callers, sender=sender)
    finals = [*ruled.final, *((each.person, "invalid", each.reason) for each in unfit)]
    _due.finish(people=finals, now=now)
    _due.postpone(people=ruled.later)
    paid = _paid(drafts=_within(drafts=drafts, budget=budget), terms=terms)
    held = sum((each.hold for each in paid), money.ZERO)
    if held:
        hold(account_id=terms.account, amount=held, items=len(paid), campaign_id=terms.campaign, comment=terms.name)
    if by_voice and paid:
        _use_callers(drafts=paid, terms=terms, now=now)
        count_use(used={terms.account: (len(paid), money.ZERO)}, now=now)
        document = tolls.without_forbidden(terms.document, prefixes=limits.prefixes)
        terms = msgspec.structs.replace(terms, document=document)
    return Claimed(
        orders=_insert(drafts=paid, terms=terms, now=now, not_after=not_after),
        ended=Counter(state for _, state, _ in finals),
        postponed=len(ruled.later),
        held=held,
        unpaid=bool(drafts) and not paid and (budget is None or budget > 0),
    )


def _sorted_out(*, terms: Terms, limit: int, limits: tolls.Tolls, now: datetime) -> persons.Sorted:
    if terms.channel == ports.Channel.VOICE:
        _due.keep_others_away(account=terms.account)
    due = _due.pick(terms=terms, limit=limit, now=now)
    called: dict[str, tolls.Called] = {}
    if due and (limits.person_day or limits.person_week):
        called = _due.called(account=terms.account, phones=[each.person.phone for each in due], now=now)
    found = [(each.person, each.stopped, each.engaged) for each in due]
    return persons.sort_out(found=found, called=called, limits=limits, now=now)


def _drafted(
    *, people: Sequence[orders.Person], terms: Terms, callers: Sequence[Caller], sender: str
) -> tuple[list[orders.Draft], list[orders.Unfit]]:
    carousel = Carousel(callers=callers, luck=_chance.random)
    drafts: list[orders.Draft] = []
    unfit: list[orders.Unfit] = []
    for person in people:
        caller = carousel.next(avoid=person.last_caller) if terms.channel == ports.Channel.VOICE else ""
        made = orders.draft(person=person, terms=terms, caller=caller, sender=sender)
        (drafts if isinstance(made, orders.Draft) else unfit).append(made)  # type: ignore[arg-type]
    return drafts, unfit


def _use_callers(*, drafts: list[orders.Draft], terms: Terms, now: datetime) -> None:
    begun = Counter(each.caller for each in drafts if each.caller)
    count_begun(begun=begun, now=now)
    bind(phones=begun, account_id=terms.account, campaign_id=terms.campaign, run_id=terms.run, now=now)


def _within(*, drafts: Sequence[orders.Draft], budget: Decimal | None) -> list[orders.Draft]:
    if budget is None:
        return list(drafts)
    kept: list[orders.Draft] = []
    for each in drafts:
        if budget <= 0:
            break
        kept.append(each)
        budget -= each.hold
    return kept


def _paid(*, drafts: list[orders.Draft], terms: Terms) -> list[orders.Draft]:
    if not drafts:
        return []
    available = money_queries.spendable_for_update(account_id=terms.account)
    spoken = _speech.prices(drafts=drafts, terms=terms)
    asked = [each.hold + price for each, price in zip(drafts, spoken, strict=True)]
    paid = drafts[: affordable(holds=asked, available=available)]
    _speech.pay(drafts=paid, terms=terms)
    return paid


_ATTEMPT = {
    "account_id": "bigint",
    "project_id": "bigint",
    "campaign_id": "bigint",
    "run_id": "bigint",
    "target_id": "bigint",
    "number": "int",
    "channel": "text",
    "state": "text",
    "phone": "text",
    "caller": "text",
    '"order"': "jsonb",
    "not_after": "timestamptz",
    "hold": "numeric",
    "cost": "numeric",
    "price": "jsonb",
    "outcome": "text",
    "lead": "bool",
    "lead_tag": "text",
    "stop_listed": "bool",
    "gateway": "text",
    "last_event": "int",
    "claimed_at": "timestamptz",
}


def _insert(*, drafts: list[orders.Draft], terms: Terms, now: datetime, not_after: datetime) -> list[Order]:
    rate = terms.call_rate if terms.channel == ports.Channel.VOICE else terms.sms_rate
    price = msgspec.json.encode(rate).decode()
    made = rows.insert(
        "deliveries_attempt",
        columns=_ATTEMPT,
        values=[
            (
                *(terms.account, terms.project, terms.campaign, terms.run, each.person.target, each.person.number),
                *(
                    terms.channel.value,
                    "claimed",
                    each.person.phone,
                    each.caller,
                    msgspec.json.encode(each.own).decode(),
                ),
                *(not_after, each.hold, 0, price, "", False, "", False, "", -1, now),
            )
            for each in drafts
        ],
        returning="target_id, id",
    )
    attempts: dict[int, int] = dict(made)
    _due.start(people=[each.person for each in drafts])
    if terms.channel == ports.Channel.SMS:
        _due.record_messages(drafts=drafts, attempts=attempts, terms=terms, now=now)
    return [
        _order(draft=each, attempt=attempts[each.person.target], terms=terms, not_after=not_after) for each in drafts
    ]


def _order(*, draft: orders.Draft, attempt: int, terms: Terms, not_after: datetime) -> Order:
    if terms.channel == ports.Channel.SMS:
        return ports.SmsOrder(
            attempt=attempt,
            account=terms.account,
            campaign=terms.campaign,
            phone=draft.person.phone,
            sender=draft.sender,
            text=draft.text,
            not_after=not_after,
        )
    return orders.call_order(
        attempt=attempt,
        phone=draft.person.phone,
        caller=draft.caller,
        own=draft.own,
        not_after=not_after,
        terms=terms,
    )
