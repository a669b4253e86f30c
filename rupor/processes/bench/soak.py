"""P1 over hours: many short calls, and whether memory, descriptors and calls all come back.

Hours are counted in calls: one campaign at full speed starts 36,000 an hour, so four hours are 144,000 calls. They are
made as fast as this machine can; what leaks does so per call, not per minute. The first quarter is warm-up.
"""

import os
import time
from pathlib import Path
from typing import Any

from rupor.processes.bench import campaigns, watching
from rupor.processes.bench.installation import Cpu, Installation

CALLS_PER_HOUR = 36_000
LONGEST_SECONDS = 4 * 3600.0
QUICK_SECONDS = 72.0
_MEANT_SECONDS = 60.0  # fewer than these is the default of every bench, which means the whole four hours here
STARTS_PER_SECOND = 120
RECORDED_EVERY = 10  # one campaign in so many is recorded: the disk is not what is measured
ENDINGS = ("0", "1", "2", "3", "4", "6", "1", "89")


def run(*, seconds: float, quick: bool) -> dict[str, Any]:
    """The figures; `seconds` are those of the imagined hours, at least a minute."""
    simulated = QUICK_SECONDS if quick else seconds if seconds >= _MEANT_SECONDS else LONGEST_SECONDS
    calls = int(CALLS_PER_HOUR * simulated / 3600)
    with Installation(
        pace=0.2, voice_lines="1500", voice_starts_per_second="400", clip_min_seconds="0.5"
    ) as installation:
        campaigns.say(f"{calls} short calls, {STARTS_PER_SECOND} starts/s asked")
        cpu, began = Cpu(installation), time.monotonic()
        with watching.Watch(installation=installation) as watch:
            campaigns.end(campaigns.begin(installation, _jobs(installation.home, calls)), patience_seconds=7200)
        seconds_taken = time.monotonic() - began
        shares = cpu.by_process()
        verdict = campaigns.settled(installation)
        log = installation.log("phone_network")
    return {
        "name": "soak",
        "calls": len(_begun(log)),
        "hours": round(len(_begun(log)) / CALLS_PER_HOUR, 2),
        "memory_growth_pct": watch.growth_pct(),
        "memory_mb": watch.memory_mb(),
        "descriptors_leaked": watch.descriptors_leaked(),
        "stuck": stuck(log),
        **verdict.figures(),
        "seconds": round(seconds_taken, 1),
        "cores": os.cpu_count(),
        "cpu_by_process": shares,
    }


def _jobs(home: Path, calls: int) -> list[dict[str, Any]]:
    """As many campaigns at full speed as the asked starts per second need."""
    number = -(-STARTS_PER_SECOND * 3600 // CALLS_PER_HOUR)
    sound = campaigns.clip(home / "clip.wav", seconds=0.8)
    return [
        {
            "contacts": campaigns.people(
                home / f"{n}.csv", count=calls // number, endings=ENDINGS, first=n * 1_000_000
            ),
            "audio": sound,
            "sms": "",
            "speed": CALLS_PER_HOUR,
            "record": n % RECORDED_EVERY == 0,
            "name": f"soak {n}",
        }
        for n in range(number)
    ]


def stuck(log: list[dict[str, Any]]) -> int:
    """Calls that the network saw begin and never end."""
    ended = {line["call_id"] for line in log if line["what"] in ("end", "reject", "rejected", "cancel")}
    return len(_begun(log) - ended)


def _begun(log: list[dict[str, Any]]) -> set[str]:
    return {line["call_id"] for line in log if line["what"] == "invite"}
