"""The card of a call: keys, words, clips, operators, and what the call asked of other rooms."""

from datetime import timedelta
from decimal import Decimal

import pytest

from rupor.features.deliveries.models import Attempt, CallRecord, OperatorLeg
from rupor.features.followups.actions import open_cards
from rupor.features.integrations.actions import create, request
from rupor.features.reports.tests.conftest import CALL_PRICE, SMS_PRICE, START
from rupor.kit import clock


@pytest.fixture
def project(owner):
    return f"/api/v1/projects/{owner.project.id}"


@pytest.fixture
def record(story):
    found = CallRecord.objects.get(lead=True)
    found.answered_by, found.transferred_to, found.transfer_cost = "person", "74957654321", "1.28"
    found.keys = [{"digit": "1", "at_seconds": 3.5, "node": "answer"}]
    found.heard = [{"text": "да конечно", "phrase": "да", "at_seconds": 5.0}]
    found.listened = {str(story.good.id): 90, "999999": 10}
    found.save()
    return found


def test_the_card_tells_of_keys_words_and_clips(api, project, record, story):
    card = api.get(f"{project}/calls/{record.attempt_id}").json()
    assert card["keys"][0]["digit"] == "1"
    assert card["heard"] == [{"text": "да конечно", "phrase": "да", "at_seconds": 5.0, "node": ""}]
    assert [(each["id"], each["name"], each["percent"]) for each in card["listened"]] == [
        (story.good.id, "Хороший", 90), (999999, "", 10),
    ]  # fmt: skip


def test_the_card_tells_of_operators_and_counts_them_in_the_price(api, project, record, owner):
    leg = Attempt.objects.create(
        account=owner.account, channel="voice", state="finished", origin_id=record.attempt_id, origin_n=7
    )
    OperatorLeg.objects.create(
        attempt=leg, call_id=record.attempt_id, operator="74957654321", started_at=START + timedelta(seconds=30),
        ring_seconds=4, talk_seconds=22, outcome="answered", cost="1.28",
    )  # fmt: skip
    card = api.get(f"{project}/calls/{record.attempt_id}").json()
    assert (card["cost"], card["transfer_cost"], card["transferred_to"]) == ("2.3800", "1.2800", "74957654321")
    (operator,) = card["operators"]
    assert (operator["operator"], operator["talk_seconds"], operator["cost"]) == ("74957654321", 22, "1.2800")


def test_the_card_tells_what_was_asked_of_other_rooms(api, project, record, owner):
    hook = create.create(project=owner.project, values={"name": "CRM", "url": "https://crm.example/"})
    told = request.Told(
        integration=hook.id, project=owner.project.id, call=record.attempt_id, n=1, phone=record.phone, variables={}
    )
    request.request(asked=[told], now=clock.now())
    asked = open_cards.Asked(
        account=owner.account.id, project=owner.project.id, campaign=None, call=record.attempt_id, n=2,
        phone=record.phone, title="Перезвонить", text="",
    )  # fmt: skip
    open_cards.open_cards(asked=[asked], now=clock.now())
    card = api.get(f"{project}/calls/{record.attempt_id}").json()
    assert [(each["name"], each["state"], each["code"]) for each in card["webhooks"]] == [("CRM", "queued", 0)]
    assert [(each["title"], each["state"]) for each in card["follow_ups"]] == [("Перезвонить", "new")]


def test_transferred_calls_are_found_and_counted(api, project, record, story):
    assert api.get(f"{project}/calls", result="transferred").json()["found"] == 1
    place = f"{project}/campaigns/{story.campaign.id}"
    assert api.get(f"{place}/statistics").json()["transferred"] == 1
    days = api.get(f"{project}/statistics", **{"from": "2026-03-01"}).json()["series"]
    assert sum(Decimal(day["cost"]) for day in days) == 2 * CALL_PRICE + SMS_PRICE + Decimal("1.28")
