"""The main job by voice: every kind of person, keys, leads, the SMS, money; and a command that can be interrupted."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation

KINDS = ("0", "1", "2", "3", "4", "6", "7", "8", "09", "19", "29", "39", "69", "79", "89", "99")


def run(installation: Installation, *arguments: str) -> dict[str, Any]:
    done = installation.run("campaign", "run", "--json", "--speed", "36000", *arguments)
    result: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return result


def calls_to(installation: Installation, phones: set[str]) -> list[dict[str, Any]]:
    return [line for line in installation.log("phone_network") if line["phone"] in phones]


def phones_of(path: Path) -> list[str]:
    return [line.split(";")[0] for line in path.read_text().splitlines()[1:]]


def test_totals_of_a_campaign_equal_what_the_network_saw(live_rupor: Installation, tmp_path: Path) -> None:
    people = campaigns.people(tmp_path / "people.csv", count=4 * len(KINDS), endings=KINDS, first=6_000_000)
    clip = campaigns.clip(tmp_path / "clip.wav", seconds=2)

    totals = run(live_rupor, "--contacts", str(people), "--audio", str(clip), "--sms", "Спасибо, {{name}}!", "--record")

    phones = set(phones_of(people))
    lines = calls_to(live_rupor, phones)
    rung = [line["phone"] for line in lines if line["what"] == "invite"]
    answered = {line["phone"] for line in lines if line["what"] == "answer"}
    assert sorted(rung) == sorted(phones)
    assert totals["answered"] == len(answered)
    assert totals["invalid"] == 4, "numbers that do not exist: 6"
    assert totals["unanswered"] == len(phones) - len(answered) - totals["invalid"]
    assert totals["leads"] == 4 * 4, "people who press 1: 1, 8, 69, 89"
    assert totals["sms"] == totals["leads"]
    seen = campaigns.settled(live_rupor)
    assert (seen.lost, seen.doubled, seen.ledger_difference) == (0, 0, 0)


def test_ctrl_c_pauses_and_the_same_command_goes_on(live_rupor: Installation, tmp_path: Path) -> None:
    people = campaigns.people(tmp_path / "people.csv", count=60, endings=("0", "4"), first=6_100_000)
    clip = campaigns.clip(tmp_path / "clip.wav", seconds=1)
    arguments = ["campaign", "run", "--json", "--speed", "18000", "--contacts", str(people), "--audio", str(clip)]
    command = subprocess.Popen(
        [sys.executable, "-m", "rupor.cli", *arguments],
        env=live_rupor.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    phones = set(phones_of(people))
    assert command.stderr is not None
    command.stderr.readline()  # its first look: the campaign is there
    command.send_signal(signal.SIGINT)
    output, _ = command.communicate(timeout=60)

    assert command.returncode == 3
    assert json.loads(output.splitlines()[-1])["targets"] == 60
    begun = {line["phone"] for line in calls_to(live_rupor, phones)}
    assert len(begun) < 60

    again = live_rupor.run(*arguments)
    totals = json.loads(again.stdout.splitlines()[-1])
    assert totals["targets"] == totals["answered"] + totals["unanswered"] == 60
    rung = [line["phone"] for line in calls_to(live_rupor, phones) if line["what"] == "invite"]
    assert sorted(rung) == sorted(phones)
