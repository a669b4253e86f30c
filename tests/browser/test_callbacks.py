"""People call back: the campaign's flow is played again, its key is a lead, the call is counted, charged and shown."""

import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation
from tests.browser.conftest import Opener
from tests.cabinet import Cabinet

PLAY = {"do": "play", "material": "campaign"}
BYE = {"do": "hangup"}


def until(ask: Callable[[], Any], seconds: float = 120) -> Any:
    """The first true answer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(0.3)
    raise AssertionError("it did not come true")


@pytest.fixture
def project(cabinet: Cabinet) -> str:
    return f"/projects/{cabinet.project}"


Calls = Callable[..., dict[str, Any]]


@pytest.fixture
def called(live_rupor: Installation, cabinet: Cabinet, project: str, tmp_path: Path) -> Calls:
    """Calls these people from the pool's numbers with a menu whose 1 is a lead, and waits for the campaign's end."""

    def call(*phones: str, name: str) -> dict[str, Any]:
        audience = cabinet.ask("POST", f"{project}/audiences", json={"name": name, "text": "\n".join(phones)})
        until(lambda: cabinet.ask("GET", f"{project}/audiences/{audience['id']}")["state"] == "active")
        with campaigns.clip(tmp_path / f"{name}.wav", seconds=1.5).open("rb") as file:
            clip = cabinet.ask("POST", f"{project}/materials/audio", data={"name": name}, files={"file": file})
        branches = [{"when": "key", "value": "1", "to": "yes"}]
        asking = {"cards": [{"do": "record"}, PLAY], "recognition": {"mode": "dtmf"}, "branches": branches}
        nodes = {"a": asking, "yes": {"cards": [{"do": "goal", "tag": "Перезвонил"}, BYE]}}
        document = {"version": 1, "start": "a", "nodes": nodes}
        flow = cabinet.ask("POST", f"{project}/flows", json={"name": name, "document": document})
        given = {
            "channel": "voice",
            "name": name,
            "routing": "carousel",
            "answer_wait_seconds": 10,
            "flow": flow["id"],
            "materials": [{"material": clip["id"]}],
            "audiences": [audience["id"]],
        }
        campaign = cabinet.ask("POST", f"{project}/campaigns", json=given)
        place = f"{project}/campaigns/{campaign['id']}"
        cabinet.ask("POST", f"{place}/start")
        return {**cabinet.ask("GET", place), "place": place}

    return call


def calls_of(cabinet: Cabinet, campaign: dict[str, Any], direction: str) -> list[dict[str, Any]]:
    listed = cabinet.ask("GET", f"{campaign['place']}/calls", params={"direction": direction})
    return list(listed["items"])


def test_those_who_call_back_hear_the_flow_are_counted_charged_and_shown(
    live_rupor: Installation, cabinet: Cabinet, called: Calls, owner: Opener
) -> None:
    answers, busy, misses = "79166881311", "79166881314", "79166881315"
    campaign = called(answers, busy, misses, name="Обратный звонок")

    back = until(lambda: (found := calls_of(cabinet, campaign, "in")) and len(found) == 3 and found)

    assert {call["phone"] for call in back} == {answers, busy, misses}
    out = {call["phone"]: call["caller"] for call in calls_of(cabinet, campaign, "out")}
    assert {call["phone"]: call["caller"] for call in back} == out, "they dialled the number they had seen"
    assert all((call["status"], call["digits"], call["lead"]) == ("ok", "1", True) for call in back)
    assert all(Decimal(call["cost"]) > 0 for call in back)
    assert all(call["recording_url"] for call in back)
    assert cabinet.get(back[0]["recording_url"]).content[:4] == b"RIFF"
    told = cabinet.ask("GET", f"{campaign['place']}/statistics")
    assert (told["called_back"], told["calls_made"], told["leads"]) == (3, 3, 3)
    spent = sum(Decimal(call["cost"]) for call in back + calls_of(cabinet, campaign, "out"))
    assert Decimal(told["cost"]) == spent
    seen = campaigns.settled(live_rupor)
    assert (seen.lost, seen.doubled, seen.ledger_difference, seen.held) == (0, 0, 0, 0)

    page = owner()
    page.goto(f"/p/{cabinet.project}/details?direction=in")
    row = page.get_by_role("row").filter(has_text="916) 688-13-14")
    expect(row.first).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="916) 688-13-10")).to_have_count(0)


def test_a_released_number_replays_nothing(live_rupor: Installation, cabinet: Cabinet, called: Calls) -> None:
    phone = "79167881315"
    campaign = called(phone, name="Отпущенный номер")
    rung = until(lambda: [line for line in seen_of(live_rupor, phone) if line["what"] == "invite"])
    listed = cabinet.ask("GET", "/numbers", params={"search": rung[0]["caller"]})["items"]
    assert cabinet.ask("POST", f"/numbers/{listed[0]['id']}/release")["changed"] >= 1

    refused = until(lambda: [line for line in seen_of(live_rupor, phone) if line["what"] == "rejected"])

    assert [line["status"] for line in refused] == [404]
    assert calls_of(cabinet, campaign, "in") == []


def seen_of(installation: Installation, phone: str) -> list[dict[str, Any]]:
    return [line for line in installation.log("phone_network") if line["phone"] == phone]
