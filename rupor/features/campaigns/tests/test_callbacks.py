"""Who calls a number of ours hears the campaign that called them, else what the number was given, else nothing."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rupor.engine.flow import document
from rupor.engine.ports import CallResult, Event, IncomingCall, Kind, Outcome
from rupor.features.billing import queries as money_queries
from rupor.features.billing.models import TariffRate
from rupor.features.campaigns.actions.claim_due import claim_due
from rupor.features.campaigns.actions.doubt import doubt
from rupor.features.campaigns.actions.receive_call import Received, receive_call
from rupor.features.campaigns.actions.record_events import record_events
from rupor.features.campaigns.actions.record_takes import record_takes
from rupor.features.campaigns.models import CampaignRun
from rupor.features.campaigns.tests import making
from rupor.features.contacts.models import StopEntry
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.deliveries.models import Attempt, CallRecord, CampaignTarget
from rupor.features.flows.actions import save
from rupor.features.numbers.actions.release_number import release_number
from rupor.features.numbers.models import PhoneNumber
from rupor.processes.testing import Owner

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
OURS, PERSON, STRANGER = "79580000000", "79160000000", "79269999999"
GATEWAY = "voice-00000001"


@pytest.fixture
def rich(owner: Owner) -> Owner:
    making.money(owner.account)
    return owner


def ask(called: str = OURS, caller: str = PERSON, *, call_id: str = "one", **more: Any) -> Received:
    call = IncomingCall(gateway=GATEWAY, call_id=call_id, caller=caller, called=called, at=NOW, trunk="main", **more)
    return receive_call(call=call, now=NOW)


def called_by_a_campaign(owner: Owner, kind: str = "shared", **values: Any) -> CampaignRun:
    """A campaign has called the person from our number, and they were busy."""
    account = owner.account if kind in ("rented", "personal") else None
    ours = PhoneNumber.objects.create(phone=OURS, kind=kind, account=account)
    routing = {"routing": "carousel"} if kind == "shared" else {"numbers": [ours.id]}
    campaign = making.voice(owner.project, [PERSON], name="Весна", **routing, **values)
    run = making.running(campaign)
    due = claim_due(run_id=run.id, limit=10, now=datetime.now(UTC) + timedelta(seconds=1), sender="RUPOR")
    (order,) = due.orders
    record_takes(takes=[(order.attempt, GATEWAY, NOW)], now=NOW)
    tell(order.attempt, Kind.FINISHED, call=CallResult(outcome=Outcome.BUSY))
    run.refresh_from_db()
    return run


def tell(attempt: int, *kinds: Kind, **fields: Any) -> None:
    told = [
        Event(kind=kind, attempt=attempt, n=n, at=NOW, gateway=GATEWAY, **(fields if kind == kinds[-1] else {}))
        for n, kind in enumerate(kinds)
    ]
    record_events(events=told, now=NOW, sender="RUPOR")


@pytest.mark.parametrize("kind", ["shared", "rented"])
def test_the_campaign_that_called_them_is_heard_counted_and_charged_as_incoming(rich: Owner, kind: str) -> None:
    TariffRate.objects.create(service="incoming", first_block_seconds=10, first_block_price=Decimal("0.50"))
    run = called_by_a_campaign(rich, kind)
    StopEntry.objects.create(account=rich.account, phone=PERSON, source="manual")

    received = ask()

    order = received.answer.order
    assert order is not None
    assert (order.phone, order.caller, order.campaign, received.run) == (PERSON, OURS, run.campaign_id, run.id)
    assert order.flow["start"] == run.snapshot["document"]["start"]
    assert order.clips
    run.refresh_from_db()
    assert run.held == money_queries.balance(account_id=rich.account.id).held == Decimal("0.50")
    tell(order.attempt, Kind.LEAD, Kind.FINISHED, call=CallResult(outcome=Outcome.ANSWERED, talk_seconds=8))
    run.refresh_from_db()
    assert (run.held, run.cost, run.leads, run.calls_made) == (0, Decimal("0.50"), 1, 1)
    record = CallRecord.objects.get(attempt_id=order.attempt)
    assert (record.direction, record.phone, record.caller, record.cost) == ("in", PERSON, OURS, Decimal("0.50"))
    target = CampaignTarget.objects.get(run_id=run.id)
    assert (target.state, target.lead, target.attempts, target.cost) == ("unanswered", True, 1, Decimal("0.50"))
    assert delivery_queries.cost_difference() == 0
    assert money_queries.ledger_difference() == 0


def test_the_same_question_gets_the_same_answer_and_one_hold(rich: Owner) -> None:
    called_by_a_campaign(rich)
    first, again, other = ask(), ask(), ask(call_id="two")
    assert first.answer == again.answer
    assert other.answer.order is not None
    assert first.answer.order is not None
    assert other.answer.order.attempt != first.answer.order.attempt
    assert Attempt.objects.exclude(incoming_key="").count() == 2
    tell(first.answer.order.attempt, Kind.FINISHED, call=CallResult(outcome=Outcome.NO_ANSWER))
    assert (ask().answer.order, ask().answer.status) == (None, 480)


def test_a_released_number_a_stranger_a_duty_number_and_an_unknown_one_are_refused(rich: Owner) -> None:
    called_by_a_campaign(rich)
    assert ask(caller=STRANGER).answer.status == 404
    assert ask(called="74959999999").answer.status == 404
    assert ask(called="rupor").answer.status == 404
    PhoneNumber.objects.create(phone="74950000009", kind="duty")
    assert ask(called="74950000009").answer.status == 603
    release_number(number=PhoneNumber.objects.get(phone=OURS), account_id=rich.account.id, now=NOW)
    assert ask().answer.status == 404
    assert not Attempt.objects.exclude(incoming_key="").exists()


def test_a_rented_number_has_its_own_clip_for_everybody_else(rich: Owner) -> None:
    clip = making.clip(rich.project)
    called_by_a_campaign(rich, "rented")
    PhoneNumber.objects.filter(phone=OURS).update(callback_clip_id=clip.id)
    order = ask(caller=STRANGER).answer.order
    hidden = ask(caller=STRANGER, call_id="two", private=True).answer.order
    assert order is not None
    assert hidden is not None
    assert (order.campaign, order.phone, hidden.phone) == (0, STRANGER, "")
    assert [each.material for each in order.clips.values()] == [clip.id]
    document.read(order.flow)
    tell(order.attempt, Kind.FINISHED, call=CallResult(outcome=Outcome.ANSWERED, talk_seconds=3))
    record = CallRecord.objects.get(attempt_id=order.attempt)
    assert (record.direction, record.project_id, record.campaign_id) == ("in", rich.project.id, 0)
    assert record.cost > 0


def test_a_personal_number_leads_to_its_owner_or_to_what_was_chosen(rich: Owner) -> None:
    number = PhoneNumber.objects.create(phone=OURS, kind="personal", account=rich.account)
    order = ask(caller=STRANGER).answer.order
    assert order is not None
    document.read(order.flow)
    (card,) = order.flow["nodes"]["answer"]["cards"]
    assert (card["do"], card["operators"]) == ("transfer", [{"kind": "phone", "to": OURS}])
    assert ask(caller=OURS, call_id="looped").answer.status == 482
    nodes = {"a": {"cards": [{"do": "am_filter"}, {"do": "play", "material": making.clip(rich.project).id}]}}
    flow = save.save(
        project=rich.project, flow=None, name="Своё", document={"version": 1, "start": "a", "nodes": nodes}
    )
    number.callback_flow_id = flow.id
    number.save()
    own = ask(caller=STRANGER, call_id="two").answer.order
    assert own is not None
    assert [each["do"] for each in own.flow["nodes"]["a"]["cards"]] == ["play"], "who calls is no machine"


def test_without_money_nobody_is_answered(owner: Owner) -> None:
    PhoneNumber.objects.create(phone=OURS, kind="personal", account=owner.account)
    assert ask(caller=STRANGER).answer.status == 480
    assert not Attempt.objects.exists()


def test_a_gateway_lost_in_the_middle_leaves_an_honest_doubt(rich: Owner) -> None:
    run = called_by_a_campaign(rich)
    order = ask().answer.order
    assert order is not None
    count, runs = doubt(gateways=[GATEWAY], overdue_before=NOW - timedelta(days=1), now=NOW)
    assert (count, list(runs)) == (1, [run.id])
    record = CallRecord.objects.get(attempt_id=order.attempt)
    assert (record.outcome, record.direction, record.cost) == ("unknown", "in", 0)
    assert money_queries.balance(account_id=rich.account.id).held == 0
    assert CampaignTarget.objects.get(run_id=run.id).state == "unanswered"


def test_an_order_that_came_too_late_gives_the_money_back(rich: Owner) -> None:
    run = called_by_a_campaign(rich)
    order = ask().answer.order
    assert order is not None
    tell(order.attempt, Kind.REFUSED, detail="answered_too_late")
    run.refresh_from_db()
    assert (run.held, money_queries.balance(account_id=rich.account.id).held) == (0, 0)
    assert not CallRecord.objects.filter(attempt_id=order.attempt).exists()


def test_a_message_and_a_stop_list_asked_for_on_a_call_back_are_granted(rich: Owner) -> None:
    nodes = {
        "a": {"cards": [{"do": "play", "material": "campaign"}, {"do": "message", "text": "Ждём"}, {"do": "stop"}]}
    }
    document_ = {"version": 1, "start": "a", "nodes": nodes}
    flow = save.save(project=rich.project, flow=None, name="С сообщением", document=document_)
    run = called_by_a_campaign(rich, flow=flow.id, sender="RUPOR")
    order = ask().answer.order
    assert order is not None
    facts = [
        Event(kind=Kind.SMS_REQUESTED, attempt=order.attempt, n=0, at=NOW, gateway=GATEWAY, text="Ждём"),
        Event(kind=Kind.STOP_LISTED, attempt=order.attempt, n=1, at=NOW, gateway=GATEWAY),
        Event(
            kind=Kind.FINISHED, attempt=order.attempt, n=2, at=NOW, gateway=GATEWAY,
            call=CallResult(outcome=Outcome.ANSWERED, talk_seconds=4),
        ),
    ]  # fmt: skip
    recorded = record_events(events=facts[:1], now=NOW, sender="RUPOR")
    record_events(events=facts[1:], now=NOW, sender="RUPOR")
    assert [(sms.phone, sms.text, sms.campaign) for sms in recorded.orders] == [(PERSON, "Ждём", run.campaign_id)]
    assert StopEntry.objects.filter(account=rich.account, phone=PERSON).exists()
    assert CallRecord.objects.get(attempt_id=order.attempt).stop_listed
