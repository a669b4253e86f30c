"""Calls that come to us when others or we ourselves fail: a caller of another make, a gateway killed in the middle."""

import subprocess
from decimal import Decimal
from pathlib import Path

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation, free_port
from rupor.processes.voice.tests import test_sipp_subscriber
from tests.cabinet import Cabinet
from tests.pool_campaign import calls_of, seen_of, started, until

SCENARIO = test_sipp_subscriber.SCENARIO.parent / "calls_back.xml"


def sipp_calls(installation: Installation, *, caller: str, called: str, folder: Path) -> None:
    """One call, with a key pressed, to the end that we give it."""
    (folder / "calls_back.xml").write_text(SCENARIO.read_text().replace("[$caller]", caller))
    gateway = f"127.0.0.1:{installation.environment['RUPOR_SIP_PORT']}"
    command = ["sipp", gateway, "-sf", "calls_back.xml", "-s", called, "-i", "127.0.0.1", "-m", "1", "-nostdin"]
    command += ["-p", str(free_port()), "-mp", str(free_port() & ~1), "-timeout", "60", "-timeout_error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, timeout=90)
    assert done.returncode == 0, done.stdout.decode("utf-8", "replace")[-2000:]


def test_sipp_calls_back_hears_the_flow_and_its_key_is_a_lead(
    live_rupor: Installation, cabinet: Cabinet, tmp_path: Path
) -> None:
    person = "79163210004"  # is busy when the campaign calls
    campaign = started(cabinet, person, name="Звонит SIPp", folder=tmp_path)
    (out,) = until(lambda: calls_of(cabinet, campaign, "out"))
    sipp_calls(live_rupor, caller=person, called=out["caller"], folder=tmp_path)

    (call,) = until(lambda: calls_of(cabinet, campaign, "in"))
    assert (call["phone"], call["caller"], call["digits"], call["lead"]) == (person, out["caller"], "1", True)
    assert Decimal(call["cost"]) > 0


def test_everybody_who_calls_a_rented_number_hears_its_clip(
    live_rupor: Installation, cabinet: Cabinet, tmp_path: Path
) -> None:
    stranger, project = "79261112233", f"/projects/{cabinet.project}"
    offer = cabinet.ask("GET", "/numbers/for-rent")["items"][0]
    (rented,) = cabinet.ask("POST", "/numbers/rent", json={"numbers": [offer["id"]]})
    with campaigns.clip(tmp_path / "clip.wav", seconds=5).open("rb") as file:
        clip = cabinet.ask("POST", f"{project}/materials/audio", data={"name": "Наш номер"}, files={"file": file})
    cabinet.ask("PUT", f"/numbers/{rented['id']}/callback", json={"clip": clip["id"]})

    sipp_calls(live_rupor, caller=stranger, called=rented["phone"], folder=tmp_path)

    heard = {"direction": "in", "phone": stranger}
    (call,) = until(lambda: cabinet.ask("GET", f"{project}/calls", params=heard)["items"])
    assert (call["caller"], call["status"], call["campaign"]) == (rented["phone"], "ok", None)
    assert call["duration_seconds"] >= 4.5, "the clip was heard to its end"
    assert Decimal(call["cost"]) > 0


def test_a_gateway_killed_in_the_middle_of_a_call_back_leaves_an_honest_doubt(
    live_rupor: Installation, cabinet: Cabinet, tmp_path: Path
) -> None:
    person = "79163881310"  # listens, and calls back to listen again
    campaign = started(cabinet, person, name="Шлюз погиб", folder=tmp_path)
    until(lambda: [line["what"] for line in seen_of(live_rupor, person)].count("answer") == 2)
    assert live_rupor.kill("voice")

    (call,) = until(lambda: calls_of(cabinet, campaign, "in"))

    assert (call["status"], call["outcome"], call["cost"]) == ("unknown", "unknown", "0.0000")
    seen = campaigns.settled(live_rupor)
    assert (seen.doubled, seen.ledger_difference, seen.held) == (0, 0, 0)
    assert cabinet.ask("GET", f"{campaign['place']}/statistics")["called_back"] == 1
