"""Facts in any order, any number of times, in any batches, some lost, a doubt in between: one end, and it adds up."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rupor.engine.ports import CallResult, Event, Kind, Outcome
from rupor.features.billing import queries as money_queries
from rupor.features.campaigns.actions.claim_due import claim_due
from rupor.features.campaigns.actions.doubt import doubt
from rupor.features.campaigns.actions.record_events import record_events
from rupor.features.campaigns.actions.record_takes import record_takes
from rupor.features.campaigns.models import CampaignRun
from rupor.features.campaigns.tests import making
from rupor.features.contacts.models import StopEntry
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.deliveries.models import Attempt, CallRecord, CampaignTarget, MessageRecord
from rupor.processes.testing import Owner

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
GATEWAY = "any-00000001"
LONG_AGO = NOW - timedelta(days=1)


def fact(attempt: int, kind: Kind, n: int = 0, **fields: object) -> Event:
    return Event(kind=kind, attempt=attempt, n=n, at=NOW, gateway=GATEWAY, **fields)  # type: ignore[arg-type]


def report(message_id: str, status: Outcome) -> Event:
    return fact(0, Kind.RECEIPT, route="r", message_ids=[message_id], status=status)


def universe(voice: list[int], sms: list[int]) -> list[Event]:
    answered = CallResult(outcome=Outcome.ANSWERED, talk_seconds=4, digits="1")
    busy = CallResult(outcome=Outcome.BUSY)
    machine = CallResult(outcome=Outcome.ANSWERED, talk_seconds=21, machine=True)
    return [
        fact(voice[0], Kind.ANSWERED),
        fact(voice[0], Kind.LEAD, 1, tag="Лид"),
        fact(voice[0], Kind.STOP_LISTED, 2),
        fact(voice[0], Kind.FINISHED, 3, call=answered),
        fact(voice[1], Kind.FINISHED, 0, call=busy),
        fact(voice[2], Kind.SMS_REQUESTED, 1, text="Спасибо"),
        fact(voice[2], Kind.FINISHED, 2, call=machine),
        fact(sms[0], Kind.SENT, route="r", message_ids=["a1", "a2"]),
        report("a1", Outcome.DELIVERED),
        report("a2", Outcome.UNDELIVERED),
        report("a2", Outcome.DELIVERED),
        fact(sms[1], Kind.SENT, route="r", message_ids=["b1", "b2"]),
        report("b1", Outcome.DELIVERED),
        report("b2", Outcome.EXPIRED),
        fact(sms[2], Kind.SENT, route="r", message_ids=["c1"], status=Outcome.REJECTED, status_code="0x0000000B"),
        report("c1", Outcome.DELIVERED),
    ]


def expected(told: set[int], *, doubted: bool) -> list[str]:
    """The ends of the six people by the numbers of the facts that were told."""
    lost = "unknown" if doubted else "calling"

    def message(sent: int, parts: list[set[int]], failures: set[int]) -> str:
        if sent not in told:
            return lost
        if failures & told:
            return "unanswered"
        return "answered" if all(part & told for part in parts) else lost

    return [
        "answered" if 3 in told else lost,
        "unanswered" if 4 in told else lost,
        "answered" if 6 in told else lost,
        message(7, [{8}, {10}], {9} if 10 not in told else set()),
        message(11, [{12}, set()], {13}),
        "unanswered" if 14 in told else lost,
    ]


@pytest.fixture
def stage(owner: Owner) -> tuple[list[int], list[int]]:
    """Three calls and three messages of two parts, taken by a gateway."""
    making.money(owner.account)
    phones = making.phones(3)
    long_text = "Здравствуйте, {{name}}! " + "очень " * 12
    runs = [
        making.running(making.voice(owner.project, phones, speed_per_hour=36_000)),
        making.running(making.sms(owner.project, making.phones(3, start=79261112200), text=long_text)),
    ]
    attempts = []
    for run in runs:
        due = claim_due(run_id=run.id, limit=10, now=datetime.now(UTC) + timedelta(seconds=1), sender="RUPOR")
        attempts.append([order.attempt for order in due.orders])
    record_takes(takes=[(attempt, GATEWAY, NOW) for attempt in attempts[0] + attempts[1]], now=NOW)
    return attempts[0], attempts[1]


numbers = st.lists(st.integers(0, 15), max_size=30)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(told=numbers, cuts=st.lists(st.integers(1, 6), max_size=4), doubt_after=st.integers(-1, 4))
def test_facts_in_any_order_come_to_one_end(
    stage: tuple[list[int], list[int]], told: list[int], cuts: list[int], doubt_after: int
) -> None:
    facts = universe(*stage)
    with transaction.atomic():
        batches = cut(told, cuts)
        for place, batch in enumerate(batches):
            if place == doubt_after:
                doubt(gateways=[GATEWAY], overdue_before=LONG_AGO, now=NOW)
            record_events(events=[facts[number] for number in batch], now=NOW, sender="RUPOR")
        doubted = 0 <= doubt_after < len(batches)
        people = CampaignTarget.objects.filter(tries__id__in=stage[0] + stage[1]).order_by("tries__id")
        states = list(people.values_list("state", flat=True))
        if doubted:  # a message that turns out to be sent after the doubt is unknown until its report
            states = ["unknown" if state == "calling" else state for state in states]
        assert states == expected(set(told), doubted=doubted)
        assert_it_adds_up(set(told))
        transaction.set_rollback(True)


def cut(told: list[int], cuts: list[int]) -> list[list[int]]:
    batches, rest = [], told
    for size in cuts:
        batches.append(rest[:size])
        rest = rest[size:]
    return [*batches, rest]


def assert_it_adds_up(told: set[int]) -> None:
    assert money_queries.ledger_difference() == 0
    assert delivery_queries.cost_difference() == 0
    for run in CampaignRun.objects.all():
        recount = delivery_queries.recount(run=run.id)
        assert {name: getattr(run, name) for name in delivery_queries.FINAL_STATES} == {
            name: recount.get(name, 0) for name in delivery_queries.FINAL_STATES
        }
        assert run.cost == sum(Attempt.objects.filter(run_id=run.id).values_list("cost", flat=True), Decimal(0))
        assert run.leads == CampaignTarget.objects.filter(run_id=run.id, lead=True).count()
    assert CampaignTarget.objects.filter(lead=True).count() == (1 in told)
    assert StopEntry.objects.count() == (2 in told)
    assert MessageRecord.objects.filter(type="scenario").count() == (5 in told)
    assert CallRecord.objects.exclude(outcome="unknown").count() == len({3, 4, 6} & told)
    costs = {3: "1.10", 6: "1.19", 7: "5.54", 11: "5.54", 14: "2.77"}
    paid = sum((Decimal(costs[number]) for number in costs if number in told), Decimal(0))
    assert sum(Attempt.objects.values_list("cost", flat=True), Decimal(0)) == paid
