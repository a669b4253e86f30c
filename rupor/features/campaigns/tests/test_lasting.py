"""What a launch makes fast: words, people, prices and records outlive later edits, archives and deletions."""

from decimal import Decimal

import pytest

from rupor.engine.ports import CallOrder, Kind, Outcome
from rupor.features.billing import queries as money_queries
from rupor.features.billing.models import TariffRate
from rupor.features.campaigns.actions.begin import begin
from rupor.features.campaigns.actions.edit import edit
from rupor.features.campaigns.actions.pause import pause
from rupor.features.campaigns.actions.start import start
from rupor.features.campaigns.actions.stop import stop
from rupor.features.campaigns.models import Campaign, CampaignRun
from rupor.features.campaigns.tests import making
from rupor.features.campaigns.tests.test_life import assert_true, claim, event, finished, size, tell
from rupor.features.contacts.actions.move_audience import move_audience
from rupor.features.contacts.models import AudienceState
from rupor.features.deliveries.models import Attempt, CallRecord, MessageRecord
from rupor.processes.testing import Api, Owner


@pytest.fixture
def rich(owner: Owner) -> Owner:
    making.money(owner.account)
    return owner


def go_on(campaign: Campaign) -> CampaignRun:
    start(campaign_id=campaign.id)
    run = CampaignRun.objects.filter(campaign=campaign).latest("index")
    begin(run_id=run.id)
    return run


def test_text_changed_while_paused_is_for_people_not_yet_contacted(rich: Owner) -> None:
    campaign = making.sms(rich.project, making.phones(3), text="Было")
    run = making.running(campaign)
    (first,) = claim(run, limit=1)
    pause(campaign_id=campaign.id)
    edit(campaign_id=campaign.id, values={"text": "Стало"})
    go_on(campaign)
    assert [order.text for order in claim(run)] == ["Стало"] * 2
    assert MessageRecord.objects.get(attempt_id=first.attempt).text == "Было"
    assert CampaignRun.objects.filter(campaign=campaign).count() == 1
    assert_true(run)


def test_clip_changed_by_itself_reaches_nobody_until_the_paused_campaign_is_edited(rich: Owner) -> None:
    campaign = making.voice(rich.project, making.phones(3))
    run = making.running(campaign)
    new = making.clip(rich.project)
    type(new).objects.filter(id=new.id).update(prompt="prompts/cd/new.wav")
    heard: list[str] = []
    type(new).objects.filter(campaignmaterial__campaign=campaign).update(prompt="prompts/ef/changed.wav")
    for order in claim(run, limit=1):
        assert isinstance(order, CallOrder)
        heard.append(order.clips["campaign"].prompt)
    pause(campaign_id=campaign.id)
    edit(campaign_id=campaign.id, values={"materials": [{"material": new.id}]})
    go_on(campaign)
    for order in claim(run):
        assert isinstance(order, CallOrder)
        heard.append(order.clips["campaign"].prompt)
    assert heard == ["prompts/ab/clip.wav", "prompts/cd/new.wav", "prompts/cd/new.wav"]


def test_price_changed_half_way_is_for_the_next_campaign(rich: Owner) -> None:
    campaign = making.voice(rich.project, making.phones(2))
    run = making.running(campaign)
    (first,) = claim(run, limit=1)
    TariffRate.objects.create(
        account=rich.account, service="call", first_block_seconds=20, first_block_price=5, second_price=1
    )
    pause(campaign_id=campaign.id)
    edit(campaign_id=campaign.id, values={"name": "Осень"})
    go_on(campaign)
    (second,) = claim(run)
    tell(*(finished(order.attempt, Outcome.ANSWERED, talk=20.5) for order in (first, second)))
    assert [each.cost for each in CallRecord.objects.all()] == [Decimal("1.19")] * 2
    assert_true(run)
    later = making.running(making.voice(rich.project, making.phones(1)))
    (third,) = claim(later)
    tell(finished(third.attempt, Outcome.ANSWERED, talk=20.5))
    assert CallRecord.objects.get(attempt_id=third.attempt).cost == Decimal(6)


def test_archived_audience_leaves_a_started_campaign_alone(rich: Owner) -> None:
    phones = making.phones(3)
    campaign = making.sms(rich.project, phones)
    run = making.running(campaign)
    (first,) = claim(run, limit=1)
    move_audience(audience=campaign.audiences.get(), to=AudienceState.ARCHIVED)
    pause(campaign_id=campaign.id)
    go_on(campaign)
    assert sorted([first.phone, *(order.phone for order in claim(run))]) == phones
    assert size(campaign) == {"total": 3, "in_process": 3}


def test_stopped_campaign_started_again_begins_from_the_beginning(rich: Owner) -> None:
    phones = making.phones(3)
    campaign = making.sms(rich.project, phones)
    first = making.running(campaign)
    (order,) = claim(first, limit=1)
    tell(event(order.attempt, Kind.SENT, route="r", message_ids=["1"]))
    tell(event(0, Kind.RECEIPT, route="r", message_ids=["1"], status=Outcome.DELIVERED))
    stop(campaign_id=campaign.id)
    assert size(campaign) == {"total": 3, "answered": 1, "cancelled": 2}
    second = go_on(campaign)
    assert (second.index, second.kind, second.total) == (2, "initial", 3)
    assert size(campaign) == {"total": 3, "in_process": 3}
    assert sorted(order.phone for order in claim(second)) == phones
    assert claim(first) == []
    assert Attempt.objects.filter(run_id=first.id).count() == 1


def test_calls_and_money_outlive_a_deleted_campaign(rich: Owner, api: Api) -> None:
    path = f"/api/v1/projects/{rich.project.id}"
    campaign = making.voice(rich.project, making.phones(2))
    run = making.running(campaign)
    (order,) = claim(run, limit=1)
    tell(finished(order.attempt, Outcome.ANSWERED, talk=20.5))
    pause(campaign_id=campaign.id)
    before = api.get("/api/v1/transactions").json()
    assert api.delete(f"{path}/campaigns/{campaign.id}").status_code == 204
    assert api.get(f"{path}/campaigns/{campaign.id}").status_code == 404
    (call,) = api.get(f"{path}/calls").json()["items"]
    assert (call["phone"], call["cost"]) == (order.phone, "1.1900")
    after = api.get("/api/v1/transactions").json()
    assert after == before
    assert [(row["amount"], row["campaign"]) for row in after["items"] if row["kind"] == "settle"] == [
        ("-1.1900", campaign.id)
    ]
    assert api.get("/api/v1/balance").json()["available"] == "99998.8100"
    assert money_queries.ledger_difference() == 0
    assert_true(run)
