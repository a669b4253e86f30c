"""What a talk asks for arrives: a request at another system's server, a trial at the editor's own telephone."""

import json
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from rupor.features.integrations.tests.receiver import Receiver, listening
from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation
from tests.cabinet import Cabinet

PLAY = {"do": "play", "material": "campaign"}
BYE = {"do": "hangup"}
PRESSES_ONE = "79166530001"


def until(ask: Callable[[], Any], seconds: float = 90) -> Any:
    """The first true answer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(0.2)
    raise AssertionError("it did not come true")


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as made:
        yield made


@pytest.fixture
def project(cabinet: Cabinet) -> str:
    return f"/projects/{cabinet.project}"


def menu(*cards: dict[str, Any]) -> dict[str, Any]:
    asking = {"mode": "dtmf"}
    branches = [{"when": "key", "value": "1", "to": "yes"}]
    nodes = {"a": {"cards": [PLAY], "recognition": asking, "branches": branches}, "yes": {"cards": [*cards, BYE]}}
    return {"version": 1, "start": "a", "nodes": nodes}


def test_another_system_is_told_at_the_key_and_at_the_end(
    live_rupor: Installation, cabinet: Cabinet, project: str, receiver: Receiver, tmp_path: Path
) -> None:
    soon, late = (
        cabinet.ask(
            "POST",
            f"{project}/integrations",
            json={"name": "CRM", "body_type": "json", "url": f"{receiver.url}/{path}", "params": params},
        )
        for path, params in (
            ("soon", [{"name": "tel", "value": "{{phone}}"}, {"name": "who", "value": "{{name}}"}]),
            ("late", [{"name": "talk", "value": "{{duration}}"}, {"name": "cost", "value": "{{cost}}"}]),
        )
    )
    flow = tmp_path / "flow.json"
    told = [{"do": "webhook", "integration": each["id"]} for each in (soon, late)]
    flow.write_text(json.dumps(menu(*told)))
    people = campaigns.people(tmp_path / "people.csv", count=1, endings=("1",), first=6_520_000)
    clip = campaigns.clip(tmp_path / "clip.wav", seconds=1.5)
    command = ["campaign", "run", "--json", "--contacts", str(people), "--audio", str(clip), "--flow", str(flow)]
    live_rupor.run(*command)

    heard = {each.path: each for each in until(lambda: len(receiver.heard) >= 2 and receiver.heard)}
    phone = json.loads(heard["/soon"].body)["tel"]
    assert phone.startswith("7")
    assert float(json.loads(heard["/late"].body)["cost"]) > 0
    assert all(each.headers["x-rupor-signature"].startswith("sha256=") for each in heard.values())
    (call,) = cabinet.ask("GET", f"{project}/calls", params={"phone": phone})["items"]
    place = f"{project}/calls/{call['id']}"
    webhooks = until(lambda: _all_sent(cabinet.ask("GET", place)["webhooks"]))
    assert [(each["integration"], each["code"]) for each in webhooks] == [(soon["id"], 200), (late["id"], 200)]


def _all_sent(webhooks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return webhooks if webhooks and all(each["state"] == "sent" for each in webhooks) else []


def test_a_flow_is_tried_on_a_phone_that_was_proven(
    live_rupor: Installation, cabinet: Cabinet, project: str, tmp_path: Path
) -> None:
    cabinet.ask("POST", "/me/phone", json={"phone": PRESSES_ONE})
    until(lambda: cabinet.ask("GET", "/me/phone")["proof"]["stage"] == "ended")
    assert cabinet.ask("GET", "/me/phone")["proof"]["outcome"] == "answered"
    mine = cabinet.ask("POST", "/me/phone/code", json={"code": _spoken(live_rupor)})
    assert mine["phone"] == PRESSES_ONE

    voice = cabinet.ask("GET", f"{project}/materials/voices")[0]["id"]
    text = {"name": "Проба", "text": "{{name}}, нажмите один", "voice": voice}
    clip = cabinet.ask("POST", f"{project}/materials/tts", json=text)
    flow = cabinet.ask("POST", f"{project}/flows", json={"name": "Проба", "document": menu({"do": "goal"})})
    begun = cabinet.ask("POST", f"{project}/flows/{flow['id']}/trials", json={"materials": [clip["id"]]})
    place = f"{project}/trials/{begun['id']}"
    until(lambda: cabinet.ask("GET", place)["stage"] == "ended")
    tried = cabinet.ask("GET", place)
    assert (tried["outcome"], tried["path"], tried["digits"]) == ("answered", ["a", "yes"], "1")
    assert float(tried["cost"]) > 0
    assert cabinet.ask("GET", f"{project}/calls/{tried['call']}")["cost"] == tried["cost"]
    seen = campaigns.settled(live_rupor)
    assert (seen.lost, seen.doubled, seen.ledger_difference) == (0, 0, 0)


def _spoken(installation: Installation) -> str:
    """The code as the robot was told to say it: nobody else knows it."""
    with psycopg.connect(installation.note()["database_url"]) as connection:
        row = connection.execute(
            """SELECT "order"->'call'->'clips'->'campaign'->>'text' FROM deliveries_attempt
               WHERE purpose = 'prove_phone' ORDER BY id DESC LIMIT 1"""
        ).fetchone()
    assert row is not None
    return "".join(re.findall(r"\d", row[0])[:4])
