"""`rupor demo`: the main job on the simulated networks, judged by their logs; then the cabinet stays open."""

import json
import os
import subprocess
import sys
import time
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rupor.kit import clock, money
from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation
from rupor.processes.commands import attach
from rupor.settings import Settings

PEOPLE = Path(__file__).resolve().parents[3] / "demo"
WORDS = (
    "Здравствуйте, {{name}}! Магазин «Ромашка» дарит вам скидку на первый заказ. "
    "Нажмите один, чтобы получить подарок по смс. Нажмите два, и мы больше не позвоним."
)


def run(*, leave_open: bool) -> int:
    """Status 0 only if every total agrees with what the networks saw and the ledger sums to zero."""
    settings = attach.settings()
    home = settings.home / "demo"
    home.mkdir(parents=True, exist_ok=True)
    installation = Installation(home=home, listen_port=settings.listen_port, voice_lines="600")
    _say("Starting Rupor with a telephone network and an SMSC in the box …")
    try:
        installation.start()
    except RuntimeError as error:
        attach.stop(str(error))
    try:
        _say(f"Ready in {installation.ready_seconds:.1f} s at {installation.url}")
        status = _campaign(installation, name=f"Демонстрация {_now(settings):%d.%m.%Y %H:%M}")
        _say_owner(installation, home)
        if leave_open:
            _say(f"The cabinet is open at {installation.url}. Ctrl+C ends the demo.")
            _wait()
    finally:
        installation.stop()
    return status


def _campaign(installation: Installation, *, name: str) -> int:
    """Run it as a person would, by the command; its live view goes to our terminal."""
    command = [sys.executable, "-m", "rupor.cli", "campaign", "run", "--json", "--record", "--speed", "36000"]
    command += ["--contacts", str(PEOPLE / "people.csv"), "--flow", str(PEOPLE / "flow.json"), "--text", WORDS]
    command += ["--name", name, "--report", str(_report(installation))]
    done = subprocess.run(command, env=installation.environment, stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode != 0:
        _say(f"The campaign did not finish (status {done.returncode})")
        return done.returncode
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    _say(_summary(figures))
    seen = campaigns.settled(installation)
    _say(
        f"Judged by the networks' own logs: lost {seen.lost}, doubled {seen.doubled}, in doubt {seen.unknown}; "
        f"ledger {seen.ledger_difference:.4f}, still held {seen.held:.2f}"
    )
    finals = sum(figures[name] for name in ("answered", "unanswered", "stop_listed", "invalid", "unknown", "cancelled"))
    if finals != figures["targets"]:
        _say(f"{figures['targets'] - finals} people have no final state")
    return 0 if seen.clean and finals == figures["targets"] else 1


def _summary(figures: dict[str, Any]) -> str:
    told = ("targets", "answered", "unanswered", "leads", "stop_listed", "invalid", "unknown", "sms")
    counted = ", ".join(f"{name.replace('_', ' ')} {figures[name]}" for name in told)
    return f"{counted}; cost {money.pretty(Decimal(figures['cost']))}; {figures['seconds']} s"


def _now(settings: Settings) -> datetime:
    """The moment as the cabinet will show it."""
    return clock.now().astimezone(ZoneInfo(settings.time_zone))


def _report(installation: Installation) -> Path:
    return installation.home / "report.xlsx"


def _say_owner(installation: Installation, home: Path) -> None:
    """The password is kept beside the demo's data, so that a second demo can tell it as well."""
    kept = home / "owner.json"
    if installation.owner[0]:
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(installation.owner))
    if kept.exists():
        email, password = json.loads(kept.read_text())
        _say(f"Sign in as {email} with the password {password}")


def _wait() -> None:
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        _say("Ending …")


def _say(line: str) -> None:
    sys.stdout.write(line + os.linesep)
    sys.stdout.flush()
