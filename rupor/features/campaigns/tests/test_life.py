"""From a draft to the end of a campaign, with people who answer, do not answer, ask for messages, and never report."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from rupor.engine.ports import CallOrder, CallResult, Event, Kind, Outcome, SmsOrder
from rupor.features.billing import queries as money_queries
from rupor.features.campaigns import queries
from rupor.features.campaigns.actions.claim_due import claim_due
from rupor.features.campaigns.actions.finish import finish
from rupor.features.campaigns.actions.record_events import record_events
from rupor.features.campaigns.actions.record_takes import record_takes
from rupor.features.campaigns.models import Campaign, CampaignRun
from rupor.features.campaigns.tests import making
from rupor.features.contacts.models import AudienceKind, StopEntry
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.deliveries.models import Attempt, CallRecord, CampaignTarget, MessageRecord, Reply
from rupor.processes.testing import Owner

NOW = datetime.now(UTC).replace(microsecond=0) + timedelta(hours=1)


def claim(run: CampaignRun, limit: int = 100, now: datetime | None = None) -> list[CallOrder | SmsOrder]:
    later = now or datetime.now(UTC) + timedelta(seconds=1)
    return claim_due(run_id=run.id, limit=limit, now=later, sender="RUPOR").orders


def take(*attempts: int, gateway: str = "voice-00000001") -> None:
    record_takes(takes=[(attempt, gateway, NOW) for attempt in attempts], now=NOW)


def event(attempt: int, kind: Kind, n: int = 0, **fields: object) -> Event:
    return Event(kind=kind, attempt=attempt, n=n, at=NOW, gateway="voice-00000001", **fields)  # type: ignore[arg-type]


def finished(attempt: int, outcome: Outcome, n: int = 9, talk: float = 0.0, **fields: object) -> Event:
    result = CallResult(outcome=outcome, talk_seconds=talk, ring_seconds=3, **fields)  # type: ignore[arg-type]
    return event(attempt, Kind.FINISHED, n, call=result)


def tell(*events: Event) -> list[SmsOrder]:
    return record_events(events=events, now=NOW, sender="RUPOR").orders


def size(campaign: Campaign) -> dict[str, int]:
    found = queries.progress([campaign.id])[campaign.id].size
    return {name: getattr(found, name) for name in found.__struct_fields__ if getattr(found, name)}


def assert_true(run: CampaignRun) -> None:
    """Counters equal a recount, money adds up."""
    run.refresh_from_db()
    recount = delivery_queries.recount(run=run.id)
    for state in ("answered", "unanswered", "stop_listed", "invalid", "cancelled", "unknown"):
        assert getattr(run, state) == recount.get(state, 0), state
    assert run.total == sum(recount.values())
    assert money_queries.ledger_difference() == 0
    attempts = Attempt.objects.filter(run_id=run.id)
    outstanding = sum((each.hold for each in attempts if each.state in delivery_queries.OPEN_STATES), Decimal(0))
    assert run.held == outstanding == money_queries.balance(account_id=run.account_id).held
    assert run.cost == sum((each.cost for each in attempts), Decimal(0))


@pytest.fixture
def rich(owner: Owner) -> Owner:
    making.money(owner.account)
    return owner


def test_voice_campaign_from_draft_to_finished(rich: Owner) -> None:
    campaign = making.voice(rich.project, making.phones(3))
    run = making.running(campaign)
    orders = claim(run)
    assert len(orders) == 3
    first = orders[0]
    assert isinstance(first, CallOrder)
    assert first.caller == "74951234567"
    assert first.clips["campaign"].prompt == "prompts/ab/clip.wav"
    assert claim(run) == []
    one, two, three = [order.attempt for order in orders]
    take(one, two, three)
    tell(event(one, Kind.ANSWERED), event(one, Kind.LEAD, 1, tag="Лид"), finished(one, Outcome.ANSWERED, talk=20.5))
    tell(finished(two, Outcome.BUSY), finished(three, Outcome.INVALID))
    assert size(campaign) == {"total": 3, "answered": 1, "leads": 1, "unanswered": 1, "invalid": 1}
    record = CallRecord.objects.get(attempt_id=one)
    assert (record.cost, record.lead, record.lead_tag) == (Decimal("1.19"), True, "Лид")
    assert_true(run)
    assert finish(run_id=run.id)
    campaign.refresh_from_db()
    assert campaign.state == "finished"
    assert [entry.after for entry in campaign.journal.order_by("id")] == [
        "processing", "accepted", "queued", "running", "finished",
    ]  # fmt: skip
    assert money_queries.balance(account_id=rich.account.id).available == Decimal("99998.81")


def test_unanswered_is_called_again_from_the_same_number_after_the_interval(rich: Owner) -> None:
    campaign = making.voice(rich.project, making.phones(1), redial_attempts=1, redial_interval_seconds=60)
    run = making.running(campaign)
    (order,) = claim(run)
    tell(finished(order.attempt, Outcome.BUSY))
    assert size(campaign) == {"total": 1, "in_process": 1}
    assert claim(run, now=NOW + timedelta(seconds=59)) == []
    (again,) = claim(run, now=NOW + timedelta(seconds=61))
    assert again.caller == order.caller
    tell(finished(order.attempt, Outcome.BUSY))
    assert CampaignTarget.objects.get(run_id=run.id).state == "calling"
    tell(finished(again.attempt, Outcome.NO_ANSWER))
    assert size(campaign) == {"total": 1, "unanswered": 1}
    assert_true(run)


def test_who_declines_after_the_ring_is_left_alone_where_the_campaign_says_so(rich: Owner) -> None:
    campaign = making.voice(rich.project, making.phones(2), redial_attempts=1, busy_after_ring_ends=True)
    run = making.running(campaign)
    person, line = claim(run)
    tell(finished(person.attempt, Outcome.BUSY, rang=True), finished(line.attempt, Outcome.BUSY))
    assert size(campaign) == {"total": 2, "unanswered": 1, "in_process": 1}
    (again,) = claim(run, now=NOW + timedelta(seconds=61))
    assert again.phone == line.phone


def test_who_declined_by_the_networks_word_is_called_again_where_the_campaign_says_so(rich: Owner) -> None:
    campaign = making.voice(rich.project, making.phones(1), redial_attempts=1, refusal_again=True)
    run = making.running(campaign)
    (order,) = claim(run)
    tell(finished(order.attempt, Outcome.REJECTED, sip_status=603))
    assert len(claim(run, now=NOW + timedelta(seconds=61))) == 1


def test_flow_message_is_an_attempt_of_its_own_and_sent_once(rich: Owner) -> None:
    campaign = making.voice(rich.project, making.phones(1))
    run = making.running(campaign)
    (order,) = claim(run)
    asked = event(order.attempt, Kind.SMS_REQUESTED, 2, text="Спасибо!", sender="")
    (message,) = tell(asked, asked)
    assert tell(asked) == []
    assert (message.text, message.sender, message.urgent) == ("Спасибо!", "RUPOR", True)
    sent = event(message.attempt, Kind.SENT, route="smsc", message_ids=["77"])
    tell(sent, finished(order.attempt, Outcome.ANSWERED, talk=5))
    receipt = event(0, Kind.RECEIPT, route="smsc", message_ids=["77"], status=Outcome.DELIVERED)
    tell(receipt, receipt)
    assert MessageRecord.objects.get(attempt_id=message.attempt).status == "delivered"
    assert_true(run)
    run.refresh_from_db()
    assert (run.sms_sent, run.sms_delivered, run.cost) == (1, 1, Decimal("3.87"))


def test_wish_to_be_left_alone_goes_to_the_list_the_flow_names_or_to_the_accounts_own(rich: Owner) -> None:
    named = making.audience(rich.project, [], kind=AudienceKind.STOP)
    run = making.running(making.voice(rich.project, making.phones(3)))
    one, two, three = [order.attempt for order in claim(run)]
    tell(
        event(one, Kind.STOP_LISTED, 1, stop_list="Люди"),
        event(two, Kind.STOP_LISTED, 1, stop_list="нет такого"),
        event(three, Kind.STOP_LISTED, 1),
    )
    named.refresh_from_db()
    assert named.contacts_count == 1
    assert sorted(StopEntry.objects.values_list("phone", flat=True)) == making.phones(3)[1:]


def test_stop_word_in_a_reply_is_a_wish_to_be_left_alone(rich: Owner) -> None:
    run = making.running(making.sms(rich.project, making.phones(2)))
    orders = claim(run)
    replies = [
        event(0, Kind.REPLY, phone=order.phone, text=text, sender="RUPOR")
        for order, text in zip(orders, [" СТОП! ", "спасибо"], strict=True)
    ]
    tell(*replies, *replies)
    tell(*replies)
    assert Reply.objects.count() == 2
    assert list(StopEntry.objects.values_list("phone", "source")) == [(orders[0].phone, "sms_reply")]
