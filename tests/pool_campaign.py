"""A campaign that calls people from the pool's numbers with a menu whose 1 is a lead: they may call back."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation
from tests.cabinet import Cabinet

PLAY = {"do": "play", "material": "campaign"}
BYE = {"do": "hangup"}
ASKING = {
    "cards": [{"do": "record"}, PLAY],
    "recognition": {"mode": "dtmf"},
    "branches": [{"when": "key", "value": "1", "to": "yes"}],
}
NODES = {"a": ASKING, "yes": {"cards": [{"do": "goal", "tag": "Перезвонил"}, BYE]}}


def until(ask: Callable[[], Any], seconds: float = 120) -> Any:
    """The first true answer."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(0.3)
    raise AssertionError("it did not come true")


def started(cabinet: Cabinet, *phones: str, name: str, folder: Path) -> dict[str, Any]:
    """The campaign with its `place` in the API."""
    project = f"/projects/{cabinet.project}"
    audience = cabinet.ask("POST", f"{project}/audiences", json={"name": name, "text": "\n".join(phones)})
    until(lambda: cabinet.ask("GET", f"{project}/audiences/{audience['id']}")["state"] == "active")
    with campaigns.clip(folder / f"{name}.wav", seconds=1.5).open("rb") as file:
        clip = cabinet.ask("POST", f"{project}/materials/audio", data={"name": name}, files={"file": file})
    document = {"version": 1, "start": "a", "nodes": NODES}
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


def calls_of(cabinet: Cabinet, campaign: dict[str, Any], direction: str) -> list[dict[str, Any]]:
    """Those that came in, or went out."""
    listed = cabinet.ask("GET", f"{campaign['place']}/calls", params={"direction": direction})
    return list(listed["items"])


def seen_of(installation: Installation, phone: str) -> list[dict[str, Any]]:
    """What the network in the box saw of a person."""
    return [line for line in installation.log("phone_network") if line["phone"] == phone]
