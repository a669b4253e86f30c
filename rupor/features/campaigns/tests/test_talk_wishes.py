"""What talks ask for in the middle: requests to other systems, cards, operators, lists; and what it all costs."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from rupor.engine.ports import CallResult, Event, Key, Kind, Outcome, Said
from rupor.features.billing import queries as money_queries
from rupor.features.billing.models import Transfer
from rupor.features.campaigns.actions.claim_due import claim_due
from rupor.features.campaigns.actions.doubt import doubt
from rupor.features.campaigns.actions.record_events import record_events
from rupor.features.campaigns.actions.record_takes import record_takes
from rupor.features.campaigns.models import CampaignRun
from rupor.features.campaigns.tests import making
from rupor.features.contacts.models import AudienceKind, AudienceMember, Contact, StopEntry
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.deliveries.models import Attempt, CallRecord, CampaignTarget, OperatorLeg
from rupor.features.flows.actions import save
from rupor.features.followups.models import FollowUpCard
from rupor.features.integrations.actions import create
from rupor.features.integrations.models import WebhookDelivery

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
GATEWAY = "any-00000001"
TALK = CallResult(outcome=Outcome.ANSWERED, talk_seconds=30, transferred_to="74957654321")
OPERATOR = CallResult(outcome=Outcome.ANSWERED, ring_seconds=4, talk_seconds=22, trunk="main")
BUSY = CallResult(outcome=Outcome.BUSY, ring_seconds=2)


def document(*cards, **transfer):
    return {
        "version": 1,
        "start": "answer",
        "nodes": {
            "answer": {
                "cards": [{"do": "play", "material": "campaign"}],
                "recognition": {"mode": "dtmf"},
                "branches": [{"when": "key", "value": "1", "to": "yes"}],
            },
            "yes": {"cards": list(cards)},
        },
    }


def called(owner, *cards, first=79160000000, **fields):
    """One person under way: the run, its attempt."""
    making.money(owner.account)
    flow = save.save(project=owner.project, flow=None, name="С карточками", document=document(*cards))
    campaign = making.voice(owner.project, making.phones(1, start=first), flow=flow.id, name="Весна", **fields)
    run = making.running(campaign)
    due = claim_due(run_id=run.id, limit=10, now=datetime.now(UTC) + timedelta(seconds=1), sender="RUPOR")
    (order,) = due.orders
    record_takes(takes=[(order.attempt, GATEWAY, NOW)], now=NOW)
    return run, order


def fact(order, kind, n, **fields):
    return Event(kind=kind, attempt=order.attempt, n=n, at=NOW, gateway=GATEWAY, **fields)


def tell(*events):
    record_events(events=list(events), now=NOW, sender="RUPOR")


def adds_up(run):
    assert money_queries.ledger_difference() == 0
    assert delivery_queries.cost_difference() == 0
    run = CampaignRun.objects.get(id=run.id)
    assert run.cost == sum(Attempt.objects.filter(run_id=run.id).values_list("cost", flat=True), Decimal(0))
    assert run.held == sum(Attempt.objects.filter(run_id=run.id, state="taken").values_list("hold", flat=True))
    assert CampaignTarget.objects.get(run_id=run.id).cost == run.cost
    return run


@pytest.fixture
def transfer():
    return {"do": "transfer", "operators": [{"kind": "phone", "to": "74957654321"}]}


def test_a_flow_with_a_transfer_sets_aside_both_legs(owner, transfer):
    plain, _ = called(owner, {"do": "goal"})
    alone = CampaignRun.objects.get(id=plain.id).held
    both, order = called(owner, transfer, first=79170000000)
    held = CampaignRun.objects.get(id=both.id).held
    longest = Decimal(Attempt.objects.get(id=order.attempt).hold)
    assert held == longest > 2 * alone - Decimal("0.01")


@pytest.mark.parametrize("sequence", [(1, 2, 3), (3, 1, 2), (2, 2, 3, 1, 1, 3), (3, 2, 1)])
@pytest.mark.parametrize("together", [True, False])
def test_an_operator_is_paid_for_once_in_any_order(owner, transfer, sequence, together):
    run, order = called(owner, transfer)
    facts = {
        1: fact(order, Kind.TRANSFERRED, 1, node="yes", phone="74950000000", call=BUSY),
        2: fact(order, Kind.TRANSFERRED, 2, node="yes", phone="74957654321", call=OPERATOR),
        3: fact(order, Kind.FINISHED, 3, call=TALK),
    }
    for batch in [sequence] if together else [[number] for number in sequence]:
        tell(*(facts[number] for number in batch))
    run = adds_up(run)
    # 30 seconds of the person: 1.10 + 10 × 0.09; 22 of the operator: 1.10 + 2 × 0.09
    assert (run.cost, run.held) == (Decimal("3.28"), 0)
    record = CallRecord.objects.get(attempt_id=order.attempt)
    assert (record.cost, record.transfer_cost, record.transferred_to) == (
        Decimal("2.00"), Decimal("1.28"), "74957654321",
    )  # fmt: skip
    legs = OperatorLeg.objects.filter(call_id=order.attempt).order_by("attempt_id")
    assert {(leg.operator, leg.outcome, leg.cost) for leg in legs} == {
        ("74950000000", "busy", Decimal("0.0000")),
        ("74957654321", "answered", Decimal("1.2800")),
    }
    lines = Transfer.objects.filter(kind__in=["settle", "charge"]).values_list("comment", "amount")
    assert ("Весна: перевод на оператора", Decimal("-1.2800")) in set(lines)


def test_a_transfer_told_after_a_doubt_is_charged_late(owner, transfer):
    run, order = called(owner, transfer)
    doubt(gateways=[GATEWAY], overdue_before=NOW - timedelta(days=1), now=NOW)
    tell(fact(order, Kind.TRANSFERRED, 2, node="yes", phone="sip:anna@pbx.example", call=OPERATOR))
    assert adds_up(run).cost == Decimal("1.28")
    tell(fact(order, Kind.FINISHED, 3, call=TALK))
    assert adds_up(run).cost == Decimal("3.28")
    assert OperatorLeg.objects.get().operator == "sip:anna@pbx.example"


def test_an_operators_leg_is_not_another_try(owner, transfer):
    run, order = called(owner, transfer)
    tell(fact(order, Kind.TRANSFERRED, 2, phone="74957654321", call=OPERATOR), fact(order, Kind.FINISHED, 3, call=TALK))
    assert delivery_queries.started_since(runs=[run.id], since=NOW - timedelta(days=3650)) == {run.id: 1}
    assert CampaignRun.objects.get(id=run.id).calls_made == 1


def test_a_webhook_and_a_card_come_of_a_talk_once(owner):
    hook = create.create(
        project=owner.project,
        values={"name": "CRM", "url": "https://crm.example/", "params": [{"name": "who", "value": "{{name}}"}]},
    )
    late = create.create(
        project=owner.project,
        values={"name": "Итог", "url": "https://crm.example/", "params": [{"name": "s", "value": "{{duration}}"}]},
    )
    run, order = called(owner, {"do": "webhook", "integration": hook.id})
    asked = [
        fact(order, Kind.WEBHOOK_REQUESTED, 1, node="yes", integration=hook.id, text='{"key": "1", "name": "Анна"}'),
        fact(order, Kind.WEBHOOK_REQUESTED, 2, node="yes", integration=late.id, text="{не json"),
        fact(order, Kind.FOLLOW_UP, 3, node="yes", tag="Перезвонить {{name}}", text="Телефон {{phone}}"),
    ]
    tell(*asked)
    tell(*asked)
    soon, waiting = WebhookDelivery.objects.order_by("call_n")
    assert (soon.state, waiting.state) == ("queued", "waiting")
    assert soon.variables["phone"] == order.phone
    assert soon.variables["campaign_name"] == "Весна"
    assert soon.variables["key"] == "1"
    assert soon.variables["call_id"] == str(order.attempt)
    card = FollowUpCard.objects.get()
    assert (card.title, card.text, card.person, card.campaign_id) == (
        "Перезвонить Анна", f"Телефон {order.phone}", "Анна", run.campaign_id,
    )  # fmt: skip
    tell(fact(order, Kind.FINISHED, 4, call=TALK))
    waiting.refresh_from_db()
    assert (waiting.state, waiting.variables["duration"], waiting.variables["status"]) == ("queued", "30", "ok")


def test_a_wish_heard_after_the_end_needs_no_waiting(owner):
    hook = create.create(project=owner.project, values={"name": "Итог", "url": "https://crm.example/?s={{duration}}"})
    _, order = called(owner, {"do": "webhook", "integration": hook.id})
    tell(fact(order, Kind.FINISHED, 2, call=TALK))
    tell(fact(order, Kind.WEBHOOK_REQUESTED, 1, integration=hook.id, text="{}"))
    made = WebhookDelivery.objects.get()
    assert (made.state, made.variables["duration"]) == ("queued", "30")


def test_a_person_goes_to_every_list_that_the_talk_named(owner):
    own = making.audience(owner.project, [], kind=AudienceKind.STOP)
    _, order = called(owner, {"do": "stop"})
    Contact.objects.filter(phone=order.phone).update(phone="79990000000")  # the contact is known no more
    tell(fact(order, Kind.STOP_LISTED, 1, stop_list=own.name))
    assert StopEntry.objects.count() == 0
    tell(fact(order, Kind.STOP_LISTED, 2), fact(order, Kind.STOP_LISTED, 1, stop_list=own.name))
    assert StopEntry.objects.get().phone == order.phone
    own.refresh_from_db()
    assert own.contacts_count == 1
    assert AudienceMember.objects.get(audience=own).contact.phone == order.phone


def test_a_list_that_is_gone_gives_way_to_the_accounts_own(owner):
    _, order = called(owner, {"do": "stop"})
    tell(fact(order, Kind.STOP_LISTED, 1, stop_list="Нет такого"))
    assert StopEntry.objects.get().phone == order.phone


def test_a_record_keeps_keys_words_and_what_was_heard_of_each_clip(owner):
    _, order = called(owner, {"do": "goal"})
    told = CallResult(
        outcome=Outcome.ANSWERED,
        talk_seconds=9,
        answered_by="person",
        keys=[Key(digit="1", at_seconds=3.5, node="answer")],
        heard=[Said(text="да конечно", phrase="да", at_seconds=5.0)],
        listened={"7": 80},
        trunk="main",
    )
    tell(fact(order, Kind.FINISHED, 1, call=told))
    record = CallRecord.objects.get(attempt_id=order.attempt)
    assert (record.answered_by, record.trunk, record.listened) == ("person", "main", {"7": 80})
    assert record.keys == [{"digit": "1", "at_seconds": 3.5, "node": "answer"}]
    assert record.heard == [{"text": "да конечно", "phrase": "да", "at_seconds": 5.0}]


def test_operators_have_a_line_of_their_own_among_the_transactions(owner, transfer):
    _, order = called(owner, transfer)
    tell(fact(order, Kind.TRANSFERRED, 2, phone="74957654321", call=OPERATOR), fact(order, Kind.FINISHED, 3, call=TALK))
    listed = money_queries.movements(account_id=owner.account.id, since=None, until=None, offset=0, limit=10)
    assert {(row.comment, row.amount) for row in listed.rows if row.campaign} == {
        ("Весна", Decimal("-2.0000")),
        ("Весна: перевод на оператора", Decimal("-1.2800")),
    }
