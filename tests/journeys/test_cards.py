"""Cards of a flow over the whole product: people of the network in the box answer, the rooms have what was asked."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation
from tests.cabinet import Cabinet
from tests.journeys.test_calls import calls_to, phones_of

BUSY, LEAVES, UNKNOWN = "74957770004", "74957770003", "74957770006"
PLAY = {"do": "play", "material": "campaign"}
BYE = {"do": "hangup"}


def operators(*phones: str) -> dict[str, Any]:
    return {"do": "transfer", "operators": [{"kind": "phone", "to": phone} for phone in phones]}


def question(*branches: dict[str, Any], mode: str = "dtmf") -> dict[str, Any]:
    return {"cards": [{"do": "record"}, PLAY], "recognition": {"mode": mode}, "branches": list(branches)}


def key(digit: str, to: str) -> dict[str, str]:
    return {"when": "key", "value": digit, "to": to}


@pytest.fixture
def project(cabinet: Cabinet) -> str:
    return f"/projects/{cabinet.project}"


@pytest.fixture
def talked(live_rupor: Installation, cabinet: Cabinet, project: str, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Runs a campaign of the flow over people with these endings; gives the card of each call by the ending."""

    def run(nodes: dict[str, Any], *endings: str, first: int) -> dict[str, Any]:
        people = campaigns.people(tmp_path / f"{first}.csv", count=len(endings), endings=endings, first=first)
        flow = tmp_path / f"{first}.json"
        flow.write_text(json.dumps({"version": 1, "start": "a", "nodes": nodes}))
        clip = campaigns.clip(tmp_path / f"{first}.wav", seconds=1.5)
        command = ["campaign", "run", "--json", "--speed", "36000", "--contacts", str(people), "--audio", str(clip)]
        live_rupor.run(*command, "--flow", str(flow))
        cards = {}
        for phone, ending in zip(phones_of(people), endings, strict=True):
            (call,) = cabinet.ask("GET", f"{project}/calls", params={"phone": phone})["items"]
            cards[ending] = cabinet.ask("GET", f"{project}/calls/{call['id']}")
        return cards

    return run


def test_keys_lead_to_an_integration_a_follow_up_a_named_list_and_another_flow(
    cabinet: Cabinet, project: str, talked: Callable[..., dict[str, Any]]
) -> None:
    hook = cabinet.ask(
        "POST", f"{project}/integrations", json={"name": "CRM карточек", "url": "https://crm.example.org/hook"}
    )
    cabinet.ask("POST", f"{project}/audiences", json={"name": "Отказы карточек", "kind": "stop"})
    other = cabinet.ask(
        "POST",
        f"{project}/flows",
        json={"name": "Прощание", "document": {"version": 1, "start": "bye", "nodes": {"bye": {"cards": [PLAY, BYE]}}}},
    )
    ticket = {"do": "ticket_card", "title": "Перезвонить", "text": "Просил перезвонить"}
    cards = talked(
        {
            "a": question(key("1", "one"), key("2", "two")),
            "one": {"cards": [{"do": "goal", "tag": "Лид"}, {"do": "webhook", "integration": hook["id"]}, ticket, BYE]},
            "two": {"cards": [{"do": "stop", "list": "Отказы карточек"}, {"do": "goto", "flow": other["id"]}]},
        },
        "1",
        "2",
        first=6_500_000,
    )
    wanted, refused = cards["1"], cards["2"]
    assert (wanted["lead"], wanted["lead_tag"], wanted["path"]) == (True, "Лид", ["a", "one"])
    assert [each["integration"] for each in wanted["webhooks"]] == [hook["id"]]
    assert [each["title"] for each in wanted["follow_ups"]] == ["Перезвонить"]
    assert [pressed["digit"] for pressed in wanted["keys"]] == ["1"]
    assert wanted["recording_url"]
    assert (refused["stop_listed"], refused["path"]) == (True, ["a", "two", f"{other['id']}.bye"])
    (stopped,) = cabinet.ask("GET", f"{project}/audiences", params={"kind": "stop", "name": "Отказы карточек"})["items"]
    assert stopped["contacts_count"] == 1


def test_a_person_is_connected_with_the_first_operator_who_answers_and_both_legs_are_paid(
    live_rupor: Installation, cabinet: Cabinet, project: str, talked: Callable[..., dict[str, Any]]
) -> None:
    ticket = {"do": "ticket_card", "title": "Никто не взял трубку"}
    cards = talked(
        {
            "a": question(key("1", "taken"), key("2", "missed")),
            "taken": {"cards": [operators(BUSY, LEAVES), BYE]},
            "missed": {"cards": [operators(BUSY, UNKNOWN), BYE], "branches": [{"when": "no_operator", "to": "nobody"}]},
            "nobody": {"cards": [ticket, BYE]},
        },
        "1",
        "2",
        first=6_510_000,
    )
    taken, missed = cards["1"], cards["2"]
    assert taken["transferred_to"] == LEAVES
    assert [(each["operator"], each["outcome"]) for each in taken["operators"]] == [
        (BUSY, "busy"),
        (LEAVES, "answered"),
    ]
    assert float(taken["transfer_cost"]) > 0
    assert (missed["transferred_to"], float(missed["transfer_cost"])) == ("", 0.0)
    assert [each["outcome"] for each in missed["operators"]] == ["busy", "invalid"]
    assert (missed["path"], [each["title"] for each in missed["follow_ups"]]) == (
        ["a", "missed", "nobody"],
        ["Никто не взял трубку"],
    )
    joined = [line for line in calls_to(live_rupor, {LEAVES}) if line["what"] == "answer"]
    assert len(joined) == 1
    seen = campaigns.settled(live_rupor)
    assert (seen.lost, seen.doubled, seen.ledger_difference) == (0, 0, 0)


def test_words_open_their_branches_and_what_is_none_of_them_is_other(talked: Callable[..., dict[str, Any]]) -> None:
    def words(to: str, *said: str) -> dict[str, Any]:
        return {"when": "words", "words": list(said), "to": to}

    asking = question(
        words("yes", "да", "хочу"),
        words("no", "нет", "не хочу"),
        words("later", "позже", "перезвоните"),
        {"when": "other", "to": "other"},
        {"when": "silence", "to": "silent"},
        mode="voice",
    )
    asking["cards"] = [{"do": "record"}, {**PLAY, "recognition_start_seconds": 1.4}]
    ends = {name: {"cards": [{"do": "goal", "tag": name}, BYE]} for name in ("yes", "no", "later", "other", "silent")}
    cards = talked({"a": asking, **ends}, "1210", "1220", "1230", "1250", "29", first=53_000)
    led = {ending: card["lead_tag"] for ending, card in cards.items()}
    assert led == {"1210": "yes", "1220": "no", "1230": "later", "1250": "other", "29": "silent"}
    assert [said["phrase"] for said in cards["1210"]["heard"]] == ["да"]
    assert cards["29"]["heard"] == []
