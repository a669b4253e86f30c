"""P2: call starts through the whole product: claim, hold, bus, SIP, talk, outcome, ledger; real sockets on loopback."""

import os
import statistics
from typing import Any

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Cpu, Installation

ENDINGS = ("0", "1", "2", "3", "4", "6")
FASTEST_PER_HOUR = 36_000


def run(*, seconds: float, quick: bool) -> dict[str, Any]:
    """As many campaigns at full speed as the asked starts per second need; figures of the quality page."""
    wanted = 10 if quick else 150
    seconds = 5 if quick else seconds
    with Installation(voice_lines="1500", voice_starts_per_second="400", clip_min_seconds="1") as installation:
        home = installation.home
        sound = campaigns.clip(home / "clip.wav", seconds=3)
        number = -(-wanted * 3600 // FASTEST_PER_HOUR)
        each = int(wanted * seconds / number)
        jobs = [
            {
                "contacts": campaigns.people(home / f"{n}.csv", count=each, endings=ENDINGS, first=n * 100_000),
                "audio": sound,
                "sms": "",
                "speed": FASTEST_PER_HOUR,
                "name": f"bench {n}",
            }
            for n in range(number)
        ]
        campaigns.say(f"{number} campaigns of {each} people, {wanted} starts/s asked")
        cpu = Cpu(installation)
        driven = campaigns.end(campaigns.begin(installation, jobs))
        shares = cpu.by_process()
        verdict = campaigns.settled(installation)
        invites = sorted(line["at"] for line in installation.log("phone_network") if line["what"] == "invite")
    return {
        "name": "voice",
        "starts_per_second": _rate(invites),
        "asked_per_second": wanted,
        "calls": len(invites),
        "answered": driven["totals"]["answered"],
        "lost": verdict.lost,
        "doubled": verdict.doubled,
        "unknown": verdict.unknown,
        "ledger_difference": str(verdict.ledger_difference),
        "seconds": round(driven["ended"] - driven["began"], 1),
        "cores": os.cpu_count(),
        "cpu_by_process": shares,
    }


def _rate(moments: list[float]) -> float:
    """The median of whole seconds, without the first and the last tenth of the run."""
    tenth = len(moments) // 10
    middle = moments[tenth : len(moments) - tenth]
    if len(middle) < 2:
        return 0.0
    counts = [0] * (int(middle[-1] - middle[0]) + 1)
    for moment in middle:
        counts[int(moment - middle[0])] += 1
    return float(statistics.median(counts[:-1] or counts))
