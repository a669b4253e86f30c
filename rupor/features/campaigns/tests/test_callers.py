"""Numbers of a campaign: another one at a redial, even load, ceilings, the pool's bound until the end."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from rupor.engine.ports import CallOrder, CallResult, Event, Kind, Outcome
from rupor.features.accounts.actions.create_owner import create_owner
from rupor.features.billing import queries as money_queries
from rupor.features.billing.actions.open_purse import open_purse
from rupor.features.billing.models import TariffRate
from rupor.features.campaigns.actions.claim_due import claim_due
from rupor.features.campaigns.actions.pause import pause
from rupor.features.campaigns.actions.record_events import record_events
from rupor.features.campaigns.actions.stop import stop
from rupor.features.campaigns.models import CampaignRun
from rupor.features.campaigns.tests import making
from rupor.features.numbers.models import NumberBinding, PhoneNumber
from rupor.features.projects.actions.create_first import create_first
from rupor.processes.testing import Owner


@pytest.fixture
def rich(owner: Owner) -> Owner:
    making.money(owner.account)
    return owner


def claim(run: CampaignRun, *, limit: int = 100, after_seconds: int = 1) -> list[CallOrder]:
    now = datetime.now(UTC) + timedelta(seconds=after_seconds)
    orders = claim_due(run_id=run.id, limit=limit, now=now, sender="RUPOR").orders
    return [order for order in orders if isinstance(order, CallOrder)]


def pool(count: int, **fields: object) -> list[str]:
    phones = [f"7958000000{digit}" for digit in range(count)]
    for phone in phones:
        PhoneNumber.objects.create(phone=phone, **{"kind": "shared", **fields})
    return phones


def busy(orders: list[CallOrder]) -> None:
    call = CallResult(outcome=Outcome.BUSY)
    told = [
        Event(kind=Kind.FINISHED, attempt=order.attempt, n=1, at=datetime.now(UTC), gateway="voice-1", call=call)
        for order in orders
    ]
    record_events(events=told, now=datetime.now(UTC), sender="RUPOR")


def test_calls_are_shared_evenly_and_a_redial_comes_from_another_number(rich: Owner) -> None:
    pool(4)
    campaign = making.voice(rich.project, making.phones(40), routing="carousel", redial_attempts=1)
    run = making.running(campaign)
    first = claim(run)
    assert sorted(Counter(order.caller for order in first).values()) == [10, 10, 10, 10]
    busy(first)
    second = {order.phone: order.caller for order in claim(run, after_seconds=120)}
    assert len(second) == 40
    assert not [order.phone for order in first if second[order.phone] == order.caller]


def test_with_one_number_a_redial_comes_from_it_again(rich: Owner) -> None:
    run = making.running(making.voice(rich.project, making.phones(1), redial_attempts=1))
    busy(claim(run))
    assert [order.caller for order in claim(run, after_seconds=120)] == ["74951234567"]


def test_a_ceiling_holds_calls_back_without_pausing_the_campaign(rich: Owner) -> None:
    pool(2, minute_ceiling=3)
    run = making.running(making.voice(rich.project, making.phones(20), routing="carousel"))
    assert len(claim(run)) == 6
    due = claim_due(run_id=run.id, limit=100, now=datetime.now(UTC) + timedelta(seconds=1), sender="RUPOR")
    assert (due.orders, due.pause) == ([], "")
    assert len(claim(run, after_seconds=61)) == 6


def test_a_campaign_holds_pool_numbers_until_it_is_stopped(rich: Owner) -> None:
    phones = pool(2)
    campaign = making.voice(rich.project, making.phones(20), routing="carousel")
    run = making.running(campaign)
    assert {order.caller for order in claim(run, limit=10)} == set(phones)
    stranger = create_owner(email="s@example.org", password="correct horse battery", trusted=True).account
    open_purse(account_id=stranger.id)
    making.money(stranger)
    project = create_first(account=stranger)
    PhoneNumber.objects.create(phone="74950000009", kind="duty")
    theirs = making.running(making.voice(project, making.phones(4, start=79170000000), routing="carousel"))
    assert {order.caller for order in claim(theirs)} == {"74950000009"}
    pause(campaign_id=campaign.id)
    assert NumberBinding.objects.filter(released_at__isnull=True).count() == 2
    stop(campaign_id=campaign.id)
    assert NumberBinding.objects.filter(released_at__isnull=True).count() == 0
    assert set(PhoneNumber.objects.filter(phone__in=phones).values_list("state", flat=True)) == {"free"}


@pytest.mark.parametrize(("routing", "second"), [("own_numbers", "0.09"), ("carousel", "0.06")])
def test_calls_from_the_pool_have_a_price_of_their_own(rich: Owner, routing: str, second: str) -> None:
    making.price_list()
    TariffRate.objects.get_or_create(
        account=None,
        service="federal",
        defaults={"first_block_price": Decimal("1.10"), "second_price": Decimal("0.06")},
    )
    pool(1)
    run = making.running(making.voice(rich.project, making.phones(1), routing=routing))
    assert Decimal(run.snapshot["call_rate"]["second_price"]) == Decimal(second)
    TariffRate.objects.filter(service="federal").delete()
    assert money_queries.tariff(account_id=rich.account.id)["federal"].second_price == Decimal("0.09")
