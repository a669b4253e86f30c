"""Toll fraud and the live line over the whole product: the network tells who was really dialled."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import connect

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation
from tests.cabinet import Cabinet

ALLOWED = 3
PATIENCE_SECONDS = 90


def until(ask: Callable[[], Any]) -> Any:
    """The first true answer."""
    end = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < end:
        if found := ask():
            return found
        time.sleep(0.1)
    raise AssertionError("it did not come true")


@contextmanager
def calling(installation: Installation, people: Path, clip: Path) -> Iterator[subprocess.Popen[str]]:
    """A campaign that goes on beside the test."""
    command = ["campaign", "run", "--json", "--speed", "36000", "--contacts", str(people), "--audio", str(clip)]
    with subprocess.Popen(
        [sys.executable, "-m", "rupor.cli", *command], env=installation.environment, stdout=subprocess.PIPE, text=True
    ) as driver:
        try:
            yield driver
        finally:
            if driver.poll() is None:
                driver.terminate()


def invited(installation: Installation, people: Path) -> list[str]:
    phones = {line.split(";")[0] for line in people.read_text().splitlines()[1:]}
    return [
        line["phone"]
        for line in installation.log("phone_network")
        if line["what"] == "invite" and line.get("phone") in phones
    ]


@pytest.fixture
def account(cabinet: Cabinet) -> Iterator[str]:
    """The door of the account's limits, left as it was found."""
    door = f"/limits/accounts/{cabinet.ask('GET', '/limits/accounts')[0]['id']}"
    yield door
    cabinet.ask("PUT", door, json={"calls_hour": None, "prefixes": None})
    cabinet.ask("POST", f"{door}/lift")


def test_calls_of_an_hour_used_up_stop_the_account_until_staff_lift_it(
    live_rupor: Installation, cabinet: Cabinet, account: str, tmp_path: Path
) -> None:
    people = campaigns.people(tmp_path / "people.csv", count=ALLOWED * 2, endings=("0",), first=6_710_000)
    clip = campaigns.clip(tmp_path / "clip.wav", seconds=1.5)
    used = cabinet.ask("GET", "/limits")["used"]["calls_hour"]
    cabinet.ask("PUT", account, json={"calls_hour": used + ALLOWED})
    with calling(live_rupor, people, clip) as driver:
        stop = until(lambda: cabinet.ask("GET", "/limits")["stop"])
        assert (stop["code"], float(stop["limit"])) == ("calls_hour", used + ALLOWED)
        place = f"/projects/{cabinet.project}/campaigns"
        standing = until(
            lambda: [one for one in cabinet.ask("GET", place)["items"] if one["pause_reason"] == "account_limit"]
        )
        until(lambda: len(invited(live_rupor, people)) == ALLOWED)
        refused = cabinet.post("/api/v1/me/phone", json={"phone": "79166730001"}, headers=cabinet.token)
        assert (refused.status_code, refused.json()["code"]) == (409, "dialling_stopped")
        assert len(invited(live_rupor, people)) == ALLOWED
        cabinet.ask("PUT", account, json={"calls_hour": None})
        cabinet.ask("POST", f"{account}/lift")
        assert cabinet.ask("GET", "/limits")["stop"] is None
        cabinet.ask("POST", f"{place}/{standing[0]['id']}/start")
        until(lambda: len(invited(live_rupor, people)) == ALLOWED * 2)
        driver.wait(PATIENCE_SECONDS)
    assert sorted(invited(live_rupor, people)) == sorted(set(invited(live_rupor, people)))


def test_a_forbidden_direction_is_dialled_neither_by_a_campaign_nor_by_a_test_call(
    live_rupor: Installation, cabinet: Cabinet, account: str, tmp_path: Path
) -> None:
    people = campaigns.people(tmp_path / "people.csv", count=2, endings=("0",), first=6_720_000)
    clip = campaigns.clip(tmp_path / "clip.wav", seconds=1.5)
    forbidden, allowed = sorted(line.split(";")[0] for line in people.read_text().splitlines()[1:])
    cabinet.ask("PUT", account, json={"prefixes": ["7", f"-{forbidden}"]})
    done = live_rupor.run("campaign", "run", "--json", "--contacts", str(people), "--audio", str(clip))
    totals = json.loads(done.stdout.splitlines()[-1])
    assert (totals["targets"], totals["invalid"]) == (2, 1)
    assert invited(live_rupor, people) == [allowed]
    refused = cabinet.post("/api/v1/me/phone", json={"phone": forbidden}, headers=cabinet.token)
    assert (refused.status_code, refused.json()["code"]) == (400, "phone_prefix_forbidden")


def test_the_line_is_told_to_browsers_and_to_prometheus(
    live_rupor: Installation, cabinet: Cabinet, tmp_path: Path
) -> None:
    people = campaigns.people(tmp_path / "people.csv", count=20, endings=("0",), first=6_730_000)
    clip = campaigns.clip(tmp_path / "clip.wav", seconds=6)
    cookie = "; ".join(f"{name}={value}" for name, value in cabinet.cookies.items())
    address = live_rupor.url.replace("http", "ws") + "/live"
    states: set[str] = set()
    with connect(address, additional_headers={"Cookie": cookie}) as browser, calling(live_rupor, people, clip):
        told: dict[str, Any] = {}

        def talked() -> bool:
            nonlocal told
            heard = json.loads(browser.recv(timeout=PATIENCE_SECONDS))
            if heard["type"] == "line":
                states.update(state for state, calls in heard["states"].items() if calls)
                told = heard
            return heard["type"] == "line" and heard["states"]["talking"] > 0

        until(talked)
        page = until(lambda: 'state="talking"' in (page := cabinet.get("/metrics").text) and page)
        (campaign,) = [each for each in told["campaigns"] if each["talking"]]
        assert campaign["name"]
        assert f'campaign="{campaign["id"]}",state="talking",trunk="settings"' in page
        assert [each["name"] for each in told["trunks"] if each["talking"]] == ["settings"]
        until(lambda: talked() is False and sum(told["states"].values()) == 0)
    assert "talking" in states
