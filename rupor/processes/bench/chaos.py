"""R1, R2, R5: kill -9 at random among all processes while a campaign runs; the networks' logs are the judge."""

import os
import random
import time
from typing import Any

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation

VICTIMS = ("dispatcher", "voice", "sms", "worker", "postgres", "nats")
ENDINGS = ("0", "1", "2", "3", "4", "6", "1", "2")


def run(*, seconds: float, quick: bool, seed: int = 1) -> dict[str, Any]:
    """Twenty kills over a run of 2,000 people; `quick` is four over 200."""
    people, kills = (200, 4) if quick else (2000, 20)
    luck = random.Random(seed)  # a repeatable choice of victims, no secret
    with Installation(pace=0.5, seed=seed, voice_lines="600", clip_min_seconds="1") as installation:
        home = installation.home
        job = {
            "contacts": campaigns.people(home / "people.csv", count=people, endings=ENDINGS),
            "audio": campaigns.clip(home / "clip.wav", seconds=3),
            "sms": "Спасибо, {{name}}!",
            "speed": 36_000,
            "name": "chaos",
        }
        driver = campaigns.begin(installation, [job])
        pause_seconds = people / 10 / (kills + 1)
        killed = []
        for _ in range(kills):
            time.sleep(pause_seconds * luck.uniform(0.6, 1.2))
            victim = luck.choice(VICTIMS)
            while not installation.kill(victim):  # it is away after the kill before: wait for its return
                time.sleep(0.1)
            killed.append(victim)
            campaigns.say(f"killed {victim}")
        driven = campaigns.end(driver)
        verdict = campaigns.settled(installation)
    return {
        "name": "chaos",
        "kills": len(killed),
        "killed": {victim: killed.count(victim) for victim in sorted(set(killed))},
        "seed": seed,
        **verdict.figures(),
        "answered": driven["totals"]["answered"],
        "seconds": round(driven["ended"] - driven["began"], 1),
        "cores": os.cpu_count(),
    }
