"""People call back: the campaign's flow is played again, its key is a lead, the call is counted, charged and shown."""

from decimal import Decimal
from pathlib import Path

from playwright.sync_api import expect

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation
from tests.browser.conftest import Opener
from tests.cabinet import Cabinet
from tests.pool_campaign import calls_of, seen_of, started, until


def test_those_who_call_back_hear_the_flow_are_counted_charged_and_shown(
    live_rupor: Installation, cabinet: Cabinet, owner: Opener, tmp_path: Path
) -> None:
    answers, busy, misses = "79166881311", "79166881314", "79166881315"
    campaign = started(cabinet, answers, busy, misses, name="Обратный звонок", folder=tmp_path)

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
    row.first.get_by_role("button", name="Подробно о звонке").click()
    card = page.get_by_role("dialog")
    expect(card.get_by_text("Входящие", exact=True)).to_be_visible()
    expect(card.get_by_text("Звонок на номер", exact=True)).to_be_visible()
    page.goto(f"/p/{cabinet.project}/campaigns/{campaign['id']}")
    expect(page.get_by_text("Перезвонили", exact=True).first).to_be_visible()
    page.goto(f"/p/{cabinet.project}/details?direction=in")
    expect(page.get_by_role("row").filter(has_text="916) 688-13-10")).to_have_count(0)


def test_a_released_number_replays_nothing(live_rupor: Installation, cabinet: Cabinet, tmp_path: Path) -> None:
    phone = "79167881315"
    campaign = started(cabinet, phone, name="Отпущенный номер", folder=tmp_path)
    rung = until(lambda: [line for line in seen_of(live_rupor, phone) if line["what"] == "invite"])
    listed = cabinet.ask("GET", "/numbers", params={"search": rung[0]["caller"]})["items"]
    assert cabinet.ask("POST", f"/numbers/{listed[0]['id']}/release")["changed"] >= 1

    refused = until(lambda: [line for line in seen_of(live_rupor, phone) if line["what"] == "rejected"])

    assert [line["status"] for line in refused] == [404]
    assert calls_of(cabinet, campaign, "in") == []
