"""Whom a claim lets through at the last moment: stop-lists, fields, numbers, windows, limits, money; nobody twice."""

import threading
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections

from rupor.engine.ports import Kind, Outcome
from rupor.features.billing import queries as money_queries
from rupor.features.billing.actions.top_up import top_up
from rupor.features.campaigns.actions.claim_due import Due, claim_due
from rupor.features.campaigns.actions.pause import pause
from rupor.features.campaigns.models import CampaignRun, PauseReason
from rupor.features.campaigns.tests import making
from rupor.features.campaigns.tests.test_life import NOW, assert_true, claim, event, finished, size, take, tell
from rupor.features.contacts.models import AudienceKind, Contact, StopEntry
from rupor.features.deliveries.actions.record_takes import RECALLER
from rupor.features.deliveries.models import Attempt, CampaignTarget, MessageRecord
from rupor.features.numbers.models import NumberKind, PhoneNumber
from rupor.processes.testing import Owner


@pytest.fixture
def rich(owner: Owner) -> Owner:
    making.money(owner.account)
    return owner


def due(run: CampaignRun, *, limit: int = 100, now: datetime | None = None) -> Due:
    return claim_due(run_id=run.id, limit=limit, now=now or datetime.now(UTC) + timedelta(seconds=1), sender="RUPOR")


def test_stop_lists_are_planned_as_final_and_looked_at_again_before_each_contact(rich: Owner) -> None:
    phones = making.phones(5)
    StopEntry.objects.create(account=rich.account, phone=phones[0], source="manual")
    everywhere = making.audience(rich.project, phones[1:2], kind=AudienceKind.STOP, is_global_stop=True)
    chosen = making.audience(rich.project, phones[2:3], kind=AudienceKind.STOP)
    campaign = making.sms(rich.project, phones, stop_audiences=[chosen.id])
    run = making.running(campaign)
    assert size(campaign) == {"total": 5, "stop_listed": 3, "in_process": 2}
    StopEntry.objects.create(account=rich.account, phone=phones[3], source="manual")
    orders = claim(run)
    assert [order.phone for order in orders] == phones[4:]
    assert size(campaign) == {"total": 5, "stop_listed": 4, "in_process": 1}
    assert everywhere.id != chosen.id
    assert_true(run)


def test_global_stop_list_filled_after_the_start_holds(rich: Owner) -> None:
    phones = making.phones(2)
    run = making.running(making.sms(rich.project, phones))
    making.audience(rich.project, phones[:1], kind=AudienceKind.STOP, is_global_stop=True)
    assert [order.phone for order in claim(run)] == phones[1:]
    assert_true(run)


def test_missing_field_without_default_makes_the_person_invalid_with_a_reason(rich: Owner) -> None:
    phones = making.phones(2)
    campaign = making.sms(rich.project, phones, text="{{name}}, ваш код {{code}}, {{city|город}}")
    Contact.objects.filter(phone=phones[0]).update(custom={"code": "77"})
    run = making.running(campaign)
    (order,) = claim(run)
    assert order.text == "Анна, ваш код 77, город"
    assert CampaignTarget.objects.get(run_id=run.id, phone=phones[1]).reason == "missing:code"
    assert size(campaign) == {"total": 2, "invalid": 1, "in_process": 1}
    assert_true(run)


def test_number_in_two_audiences_is_one_person(rich: Owner) -> None:
    phones = making.phones(3)
    campaign = making.sms(rich.project, phones)
    campaign.audiences.add(making.audience(rich.project, phones[:2]))
    run = making.running(campaign)
    assert len(claim(run)) == 3
    assert size(campaign)["total"] == 3


def test_clips_take_even_turns(rich: Owner) -> None:
    clips = [making.clip(rich.project), making.clip(rich.project)]
    campaign = making.voice(rich.project, making.phones(10), materials=[{"material": clip.id} for clip in clips])
    run = making.running(campaign)
    heard = [order.clips["campaign"].material for order in claim(run)]
    assert [heard.count(clip.id) for clip in clips] == [5, 5]


def test_caller_numbers_take_turns_and_a_blocked_one_is_left_out(rich: Owner) -> None:
    numbers = [making.number(rich.account, f"7495123456{digit}") for digit in range(3)]
    campaign = making.voice(rich.project, making.phones(9), numbers=[number.id for number in numbers])
    run = making.running(campaign)
    PhoneNumber.objects.filter(id=numbers[0].id).update(state="blocked")
    shown = [order.caller for order in claim(run)]
    assert sorted(set(shown)) == [numbers[1].phone, numbers[2].phone]


@pytest.mark.parametrize(
    ("routing", "shown"),
    [
        ("carousel", {"74950000001", "79990000002", "79990000003"}),
        ("random_federal", {"79990000002", "79990000003"}),
        ("duty", {"79990000003"}),
    ],
)
def test_routing_through_the_pool_never_shows_an_own_number(rich: Owner, routing: str, shown: set[str]) -> None:
    for phone, kind, line in [
        ("74950000001", NumberKind.SHARED, "landline"),
        ("79990000002", NumberKind.SHARED, "mobile"),
        ("79990000003", NumberKind.DUTY, "mobile"),
    ]:
        PhoneNumber.objects.create(account=None, phone=phone, kind=kind, line_type=line)
    PhoneNumber.objects.create(account=None, phone="79990000004", kind=NumberKind.SHARED, state="blocked")
    run = making.running(making.voice(rich.project, making.phones(9), routing=routing))
    assert {order.caller for order in claim(run)} == shown


def test_without_any_number_the_campaign_stands(rich: Owner) -> None:
    run = making.running(making.voice(rich.project, making.phones(1)))
    PhoneNumber.objects.update(state="blocked")
    assert due(run).pause == PauseReason.NO_NUMBERS


@pytest.mark.parametrize(("hour", "pause_reason"), [(8, "out_of_window"), (9, ""), (20, ""), (21, "out_of_window")])
def test_outside_the_window_nobody_is_claimed(rich: Owner, hour: int, pause_reason: str) -> None:
    window = {"days": [1, 2, 3, 4, 5, 6, 7], "start": "09:00", "end": "21:00"}
    campaign = making.sms(rich.project, making.phones(1), window=window, time_zone="UTC")
    run = making.running(campaign)
    found = due(run, now=datetime(2030, 11, 21, hour, 30, tzinfo=UTC))
    assert found.pause == pause_reason
    assert bool(found.orders) is not bool(pause_reason)


def test_order_never_outlives_the_window(rich: Owner) -> None:
    window = {"days": [1, 2, 3, 4, 5, 6, 7], "start": "09:00", "end": "21:00"}
    run = making.running(making.sms(rich.project, making.phones(1), window=window, time_zone="UTC"))
    (order,) = due(run, now=datetime(2030, 11, 21, 20, 55, tzinfo=UTC)).orders
    assert order.not_after == datetime(2030, 11, 21, 21, tzinfo=UTC)


def test_lead_limit_stands_the_campaign(rich: Owner) -> None:
    run = making.running(making.voice(rich.project, making.phones(2), lead_limit=1))
    CampaignRun.objects.filter(id=run.id).update(leads=1)
    assert due(run).pause == PauseReason.LEAD_LIMIT


def test_spend_limit_is_overstepped_by_one_hold_at_most(rich: Owner) -> None:
    campaign = making.sms(rich.project, making.phones(10), text="Привет", spend_limit=Decimal(6))
    run = making.running(campaign)
    assert len(claim(run)) == 3
    assert due(run) == Due(found=True)
    CampaignRun.objects.filter(id=run.id).update(cost=Decimal(6))
    assert due(run).pause == PauseReason.SPEND_LIMIT


def test_money_for_some_only_reaches_some_and_then_the_campaign_stands(owner: Owner) -> None:
    top_up(account_id=owner.account.id, amount=Decimal(6))
    campaign = making.sms(owner.project, making.phones(5), text="Привет")
    run = making.running(campaign)
    found = due(run)
    assert (len(found.orders), found.pause) == (2, PauseReason.NONE)
    assert due(run) == Due(found=True)
    for order in found.orders:
        take(order.attempt, gateway=f"{RECALLER}-1")
    assert_true(run)
    assert len(due(run, now=NOW + timedelta(seconds=30)).orders) == 2
    assert money_queries.balance(account_id=owner.account.id).held == Decimal("5.54")


def test_empty_purse_stands_the_campaign(owner: Owner) -> None:
    top_up(account_id=owner.account.id, amount=Decimal(3))
    run = making.running(making.sms(owner.project, making.phones(2), text="Привет"))
    (order,) = claim(run)
    tell(event(order.attempt, Kind.SENT, route="r", message_ids=["1"]))
    assert due(run).pause == PauseReason.NO_FUNDS
    assert_true(run)


def test_paused_campaign_claims_nothing(rich: Owner) -> None:
    campaign = making.sms(rich.project, making.phones(1))
    run = making.running(campaign)
    pause(campaign_id=campaign.id)
    assert due(run) == Due()


def test_recalled_order_goes_back_with_its_money_and_leaves_no_message(rich: Owner) -> None:
    campaign = making.sms(rich.project, making.phones(1))
    run = making.running(campaign)
    (order,) = claim(run)
    take(order.attempt, gateway=f"{RECALLER}-1")
    assert MessageRecord.objects.count() == 0
    assert Attempt.objects.get().state == "returned"
    assert money_queries.balance(account_id=rich.account.id).held == 0
    (again,) = claim(run, now=NOW + timedelta(seconds=30))
    assert again.attempt != order.attempt
    assert_true(run)


def test_returned_try_does_not_count_for_the_ladder(rich: Owner) -> None:
    campaign = making.voice(rich.project, making.phones(1), redial_attempts=1)
    run = making.running(campaign)
    (order,) = claim(run)
    take(order.attempt, gateway=f"{RECALLER}-1")
    for _ in range(2):
        (order,) = claim(run, now=datetime.now(UTC) + timedelta(days=1))
        tell(finished(order.attempt, Outcome.BUSY))
    assert size(campaign) == {"total": 1, "unanswered": 1}
    assert_true(run)


@pytest.mark.django_db(transaction=True)
def test_two_claims_at_once_never_take_the_same_person(transactional_db: None) -> None:
    from rupor.features.accounts.actions.create_owner import create_owner
    from rupor.features.billing.actions.open_purse import open_purse
    from rupor.features.projects.actions.create_first import create_first

    making.price_list()
    member = create_owner(email="o@example.org", password="correct horse battery", title="x", trusted=True)
    project = create_first(account=member.account)
    open_purse(account_id=member.account.id)
    making.money(member.account)
    run = making.running(making.sms(project, making.phones(200)))
    together, seen, failed = threading.Barrier(2), [], []

    def work() -> None:
        together.wait()
        try:
            while orders := due(run, limit=7).orders:
                seen.extend(order.phone for order in orders)
        except Exception as error:  # noqa: BLE001  # told by the test itself
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rest: list[Any] = due(run).orders
    assert failed == []
    assert sorted([*seen, *(order.phone for order in rest)]) == making.phones(200)
    assert_true(run)
