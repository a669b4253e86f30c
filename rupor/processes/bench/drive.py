"""Runs campaigns inside an installation and waits for their end; a process of its own, because it loads Django.

`python -m rupor.processes.bench.drive JOB.json`: a list of options as `rupor campaign run` takes them.
Prints one JSON object with the moment of the first start, the moment when all had ended and their added totals.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from rupor.processes.commands import attach, campaign_parts
from rupor.processes.commands.asked import Asked

ENDED = ("finished", "stopped", "error", "rejected")
LOOK_EVERY_SECONDS = 0.5
BEGUN = "begun"
Asking = TypeVar("Asking")
Answer = TypeVar("Answer")
DEFAULTS: dict[str, Any] = {
    "text": "",
    "audio": None,
    "flow": None,
    "sms": "",
    "report": None,
    "name": "",
    "account": "",
    "record": False,
    "redial": 0,
    "as_json": True,
}


def drive(jobs: list[dict[str, Any]]) -> dict[str, Any]:
    """Make all campaigns first, then start them together."""
    attach.django_ready()
    campaigns = [campaign_parts.find_or_make(_asked(job)) for job in jobs]
    began = time.time()
    for job, (campaign, _) in zip(jobs, campaigns, strict=True):
        campaign_parts.go_on(campaign, speed=job["speed"])
    sys.stdout.write(BEGUN + "\n")
    sys.stdout.flush()
    while True:
        seen = [_look(campaign) for campaign, _ in campaigns]
        if all(state in ENDED for state in seen):
            break
        time.sleep(LOOK_EVERY_SECONDS)
    return {"began": began, "ended": time.time(), "states": Counter(seen), "totals": _patient(_totals, campaigns)}


def _totals(campaigns: list[tuple[Any, int]]) -> Counter[str]:
    totals: Counter[str] = Counter()
    for campaign, duplicates in campaigns:
        totals.update({**campaign_parts.summary(campaign), "duplicates": duplicates})
    return totals


def _look(campaign: Any) -> str:
    _patient(lambda seen: seen.refresh_from_db(fields=["state"]), campaign)
    return str(campaign.state)


def _patient(ask: Callable[[Asking], Answer], of: Asking) -> Answer:
    """A database that was killed comes back: it is asked again until it answers."""
    from django import db

    while True:
        try:
            return ask(of)
        except db.Error:
            db.connections.close_all()
            time.sleep(LOOK_EVERY_SECONDS)


def _asked(job: dict[str, Any]) -> Asked:
    paths = {name: Path(job[name]) for name in ("contacts", "audio", "flow") if job.get(name)}
    return Asked(**{**DEFAULTS, **job, **paths})


if __name__ == "__main__":
    result = drive(json.loads(Path(sys.argv[1]).read_text()))
    sys.stdout.write(json.dumps(result, default=str) + "\n")
