"""A subscriber of another make through the whole product: SIPp presses a key, the lead is marked, the SMS leaves,
the recording holds both sides, the talk is charged."""

import json
import subprocess
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation, free_port
from rupor.processes.voice.tests import rig, test_sipp_subscriber
from tests.cabinet import Cabinet

PHONE = "79161234560"


@pytest.fixture
def sipp_port() -> int:
    return free_port()


@pytest.fixture
def installation(sipp_port: int) -> Iterator[Installation]:
    """The SMSC is simulated; the trunk is SIPp, which knows no OPTIONS in its scenario."""
    trunk = {"sip_trunk": f"127.0.0.1:{sipp_port}", "sip_options": "false", "clip_min_seconds": "1"}
    with Installation(pace=0.2, **trunk) as started:
        yield started


def test_a_key_pressed_by_sipp_makes_a_lead_an_sms_and_a_recording(
    installation: Installation, sipp_port: int, tmp_path: Path
) -> None:
    test_sipp_subscriber.write_tone_pcap(tmp_path / "tone.pcap")
    command = ["sipp", "-sf", str(test_sipp_subscriber.SCENARIO), "-i", "127.0.0.1", "-p", str(sipp_port), "-m", "1"]
    command += ["-mp", str(free_port() & ~1), "-nostdin", "-timeout", "90", "-timeout_error", "-deadcall_wait", "0"]
    sipp = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    (tmp_path / "people.csv").write_text(f"Телефон;Имя\n{PHONE};Мария\n")
    clip = campaigns.clip(tmp_path / "clip.wav", seconds=2)

    done = installation.run(
        *("campaign", "run", "--json", "--contacts", str(tmp_path / "people.csv"), "--audio", str(clip), "--record"),
        *("--sms", "Спасибо, {{name}}!", "--speed", "36000"),
    )
    screen, _ = sipp.communicate(timeout=60)
    totals = json.loads(done.stdout.splitlines()[-1])

    assert sipp.returncode == 0, screen.decode("utf-8", "replace")[-2000:]
    assert (totals["targets"], totals["answered"], totals["leads"], totals["sms"]) == (1, 1, 1, 1)
    assert campaigns.settled(installation).held == 0
    texts = [line["text"] for line in installation.log("smsc") if line["what"] == "message" and line["phone"] == PHONE]
    assert texts == ["Спасибо, Мария!"]
    with Cabinet(installation.url) as cabinet:
        cabinet.sign_in(*installation.owner)
        call = cabinet.ask("GET", f"/projects/{cabinet.project}/calls")["items"][0]
        assert (call["phone"], call["digits"], call["lead"], call["status"]) == (PHONE, "1", True, "ok")
        assert Decimal(call["cost"]) > 0
        (tmp_path / "call.wav").write_bytes(cabinet.get(call["recording_url"]).content)
    recording = rig.listen(tmp_path / "call.wav")
    assert rig.Recording.share(recording.far, hertz=test_sipp_subscriber.TONE_HERTZ) > 0.9
    assert rig.Recording.share(recording.near, hertz=420) > 0.5
