"""Campaigns over trunks kept in the cabinet: TCP in the clear, TLS with encrypted sound; the network is the judge."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation
from tests.cabinet import Cabinet

PEOPLE = 100
PATIENCE_SECONDS = 60


@contextmanager
def trunk(cabinet: Cabinet, **values: Any) -> Iterator[dict[str, Any]]:
    """A trunk that goes before that of the settings, once a gateway has found it; taken away at the end."""
    made = cabinet.ask("POST", "/trunks", json={"priority": 1, "host": "127.0.0.1", **values})
    try:
        yield _found(cabinet, made["id"])
    finally:
        cabinet.ask("DELETE", f"/trunks/{made['id']}")


def _found(cabinet: Cabinet, number: int) -> dict[str, Any]:
    ends = time.monotonic() + PATIENCE_SECONDS
    while True:
        shown: dict[str, Any] = next(one for one in cabinet.ask("GET", "/trunks") if one["id"] == number)
        if any(report["reachable"] and not report["why"] for report in shown["reports"]):
            return shown
        assert time.monotonic() < ends, shown
        time.sleep(0.2)


@pytest.mark.parametrize("transport", ["tcp", "tls"])
def test_a_campaign_runs_over_a_trunk_of_the_cabinet(
    live_rupor: Installation, cabinet: Cabinet, tmp_path: Path, transport: str
) -> None:
    first = 6_200_000 if transport == "tcp" else 6_300_000
    people = campaigns.people(tmp_path / "people.csv", count=PEOPLE, endings=("0", "1", "4"), first=first)
    clip = campaigns.clip(tmp_path / "clip.wav", seconds=2)
    name = "RUPOR_SIMULATOR_SIP_TLS_PORT" if transport == "tls" else "RUPOR_SIMULATOR_SIP_PORT"
    secure: dict[str, Any] = {}
    if transport == "tls":
        secure = {"ca": (live_rupor.home / "phone-network-tls" / "network.pem").read_text(), "srtp": "required"}
    port = int(live_rupor.environment[name])
    with trunk(cabinet, name=f"town-{transport}", transport=transport, port=port, **secure):
        done = live_rupor.run(
            *("campaign", "run", "--json", "--speed", "36000"), *("--contacts", str(people), "--audio", str(clip))
        )
    totals = json.loads(done.stdout.splitlines()[-1])
    phones = {line.split(";")[0] for line in people.read_text().splitlines()[1:]}
    lines = [line for line in live_rupor.log("phone_network") if line.get("phone") in phones]
    invites = [line for line in lines if line["what"] == "invite"]
    assert sorted(line["phone"] for line in invites) == sorted(phones)
    assert {line["transport"] for line in invites} == {transport}
    answered = {line["phone"] for line in lines if line["what"] == "answer"}
    assert totals["targets"] == PEOPLE
    assert totals["answered"] == len(answered) == sum(not phone.endswith("4") for phone in phones)
    heard = [line["heard_seconds"] for line in lines if line["what"] == "end"]
    assert min(heard) > 0.5, "the people heard the clip, so the sound was understood on both sides"


def test_only_staff_see_trunks_and_secrets_stay_inside(cabinet: Cabinet) -> None:
    with_password = {"name": "kept", "host": "192.0.2.1", "password": "never-shown", "enabled": False}
    made = cabinet.ask("POST", "/trunks", json=with_password)
    try:
        assert "never-shown" not in json.dumps(cabinet.ask("GET", "/trunks"))
    finally:
        cabinet.ask("DELETE", f"/trunks/{made['id']}")
