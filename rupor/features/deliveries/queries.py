"""What is due, under way, or waiting: read by the dispatcher and by the rooms above."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec
from django.db import connection
from django.db.models import Count

from rupor.engine import ports
from rupor.engine.dialing import tolls
from rupor.features.deliveries.models import Attempt, AttemptState, CampaignTarget, MessageRecord, TargetState
from rupor.features.deliveries.rules import incoming, orders
from rupor.features.deliveries.rules.terms import Terms
from rupor.features.limits import queries as limit_queries

FINAL_STATES = ("answered", "unanswered", "stop_listed", "invalid", "cancelled", "unknown")
OPEN_STATES = (AttemptState.CLAIMED, AttemptState.HANDED_OVER, AttemptState.TAKEN)


@dataclass(frozen=True)
class UnderWay:
    """How many attempts of a channel are on their way down, and how many are with a gateway."""

    waiting: int = 0
    taken: int = 0


@dataclass(frozen=True)
class LastCall:
    """A try that reached a gateway; `order` is the personal part of what it was given."""

    campaign: int
    run: int
    project: int
    order: Mapping[str, Any]


_LAST_CALL = """
SELECT a.campaign_id, a.run_id, COALESCE(a.project_id, 0), a."order"::text
FROM deliveries_campaigntarget t JOIN deliveries_attempt a ON a.target_id = t.id
WHERE t.run_id = ANY(%s) AND t.phone = %s AND a.channel = 'voice' AND a.caller = %s
  AND a.state IN ('taken', 'finished', 'unknown')
ORDER BY a.id DESC LIMIT 1
"""


def last_call(*, runs: Collection[int], phone: str, caller: str) -> LastCall | None:
    """The latest time that one of the runs called the phone from this number of ours."""
    with connection.cursor() as cursor:
        cursor.execute(_LAST_CALL, [list(runs), phone, caller])
        found = cursor.fetchone()
    if found is None:
        return None
    campaign, run, project, order = found
    return LastCall(campaign=campaign, run=run, project=project, order=msgspec.json.decode(order))


def under_way() -> dict[str, UnderWay]:
    """By channel; reads only the small index of open attempts."""
    counted: dict[str, dict[str, int]] = {}
    found = Attempt.objects.filter(state__in=OPEN_STATES).values_list("channel", "state").annotate(count=Count("id"))
    for channel, state, count in found.order_by():
        counted.setdefault(channel, {})[state] = count
    return {
        channel: UnderWay(
            waiting=states.get(AttemptState.CLAIMED, 0) + states.get(AttemptState.HANDED_OVER, 0),
            taken=states.get(AttemptState.TAKEN, 0),
        )
        for channel, states in counted.items()
    }


def unpublished(*, claimed_before: datetime, limit: int = 500) -> list[Attempt]:
    """Claims that a crash left between the database and the bus, oldest first."""
    found = Attempt.objects.filter(state=AttemptState.CLAIMED, claimed_at__lt=claimed_before)
    return list(found.order_by("claimed_at")[:limit])


def orders_of(*, attempts: Sequence[Attempt], terms: Mapping[int, Terms]) -> list[ports.CallOrder | ports.SmsOrder]:
    """The orders of attempts as they were made at the claim, or as they were asked for (`place_call`)."""
    messages = MessageRecord.objects.in_bulk([each.id for each in attempts if each.channel == ports.Channel.SMS])
    found: list[ports.CallOrder | ports.SmsOrder] = []
    known: dict[int, tuple[str, ...]] = {}
    for each in attempts:
        if each.channel == ports.Channel.SMS:
            message = messages[each.id]
            found.append(message_order(attempt=each, sender=message.sender, text=message.text))
        elif each.purpose:
            found.append(service_order(each))
        elif each.run_id is not None and each.run_id in terms and each.not_after is not None:
            order = orders.call_order(
                attempt=each.id,
                phone=each.phone,
                caller=each.caller,
                own=each.order,
                not_after=each.not_after,
                terms=_lawful(terms[each.run_id], known),
            )
            found.append(order)
    return found


def _lawful(terms: Terms, known: dict[int, tuple[str, ...]]) -> Terms:
    """Without operators that the account may not call; `known` keeps the prefixes of accounts looked at before."""
    if terms.account not in known:
        known[terms.account] = limit_queries.tolls(account_id=terms.account).prefixes
    document = tolls.without_forbidden(terms.document, prefixes=known[terms.account])
    return msgspec.structs.replace(terms, document=document)


def service_orders(*, limit: int = 200) -> list[ports.CallOrder]:
    """Calls without a campaign that are not on the bus yet, oldest first."""
    asked = Attempt.objects.filter(state=AttemptState.CLAIMED).exclude(purpose="").order_by("id")
    return [service_order(each) for each in asked[:limit]]


def service_order(attempt: Attempt) -> ports.CallOrder:
    """The order as it was asked for, under its attempt's number."""
    return msgspec.convert({**attempt.order["call"], "attempt": attempt.id}, ports.CallOrder)


def answered_before(call: ports.IncomingCall) -> ports.IncomingAnswer | None:
    """What the gateway was told when it asked about this call before; a call that is over is refused."""
    attempt = Attempt.objects.filter(incoming_key=incoming.key(call)).first()
    if attempt is None:
        return None
    going_on = attempt.state == AttemptState.TAKEN
    return ports.IncomingAnswer(order=service_order(attempt)) if going_on else ports.IncomingAnswer(status=480)


def message_order(*, attempt: Attempt, sender: str, text: str) -> ports.SmsOrder:
    """The order of a message as it crosses the bus; the same when made anew after a crash."""
    return ports.SmsOrder(
        attempt=attempt.id,
        account=attempt.account_id,
        campaign=attempt.campaign_id or 0,
        phone=attempt.phone,
        sender=sender,
        text=text,
        not_after=attempt.not_after or attempt.claimed_at,
        urgent=attempt.origin_id is not None,
    )


def overdue(*, before: datetime, limit: int = 1000) -> list[int]:
    """Attempts that no gateway took in the time their order allows."""
    waiting = Attempt.objects.filter(state__in=[AttemptState.CLAIMED, AttemptState.HANDED_OVER], not_after__lt=before)
    return list(waiting.values_list("id", flat=True)[:limit])


def waiting_of_runs(*, runs: Collection[int], limit: int = 1000) -> list[int]:
    """Attempts of these runs on their way down; messages that a call promised to its person are let go."""
    waiting = Attempt.objects.filter(
        state__in=[AttemptState.CLAIMED, AttemptState.HANDED_OVER], run_id__in=list(runs), target__isnull=False
    )
    return list(waiting.values_list("id", flat=True)[:limit])


def taken_by_gateway() -> dict[str, int]:
    """How many attempts each gateway has taken and not finished."""
    found = Attempt.objects.filter(state=AttemptState.TAKEN).values_list("gateway").annotate(count=Count("id"))
    return dict(found.order_by())


def started_since(*, runs: Collection[int], since: datetime) -> dict[int, int]:
    """How many tries each run has begun since the instant."""
    begun = Attempt.objects.filter(run_id__in=list(runs), claimed_at__gte=since, origin__isnull=True, incoming_key="")
    found = begun.exclude(state=AttemptState.RETURNED)
    return dict(found.values_list("run_id").annotate(count=Count("id")).order_by())


def recount(*, run: int) -> dict[str, int]:
    """The states of a run's targets counted anew: what the run's counters must equal."""
    found = CampaignTarget.objects.filter(run_id=run).values_list("state").annotate(count=Count("id"))
    return dict(found.order_by())


def has_pending(*, run: int) -> bool:
    """Whether somebody of the run is still to be tried."""
    return CampaignTarget.objects.filter(run_id=run, state=TargetState.PENDING).exists()


def left_over(*, run: int) -> bool:
    """Whether the run left somebody unanswered or not contacted."""
    left = [TargetState.UNANSWERED, TargetState.CANCELLED]
    return CampaignTarget.objects.filter(run_id=run, state__in=left).exists()


def next_due_at(*, run: int) -> datetime | None:
    """When the earliest waiting person may be tried."""
    found = CampaignTarget.objects.filter(run_id=run, state=TargetState.PENDING).order_by("next_attempt_at", "id")
    return found.values_list("next_attempt_at", flat=True).first()


def oldest_wait_seconds(*, now: datetime) -> float:
    """How long the oldest order has waited for a gateway."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MIN(claimed_at) FROM deliveries_attempt WHERE state IN ('claimed', 'handed_over')")
        oldest: Any = cursor.fetchone()[0]
    return (now - oldest).total_seconds() if oldest else 0.0


_COSTS_AGAINST_LEDGER = """
SELECT ABS((SELECT COALESCE(SUM(cost), 0) FROM deliveries_attempt)
           - (SELECT COALESCE(SUM(e.amount), 0) FROM billing_ledgerentry e
              JOIN billing_transfer t ON t.id = e.transfer_id
              WHERE e.ledger = 'revenue' AND t.kind IN ('settle', 'charge')))
     + ABS((SELECT COALESCE(SUM(hold), 0) FROM deliveries_attempt WHERE state IN ('claimed', 'handed_over', 'taken'))
           - (SELECT COALESCE(SUM(held), 0) FROM billing_purse))
"""


def cost_difference() -> Decimal:
    """0 when all that was earned is the cost of attempts, and all that is held belongs to attempts under way."""
    with connection.cursor() as cursor:
        cursor.execute(_COSTS_AGAINST_LEDGER)
        return Decimal(cursor.fetchone()[0])
