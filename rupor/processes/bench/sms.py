"""P3: messages through the whole product, from the start of the campaign to the last delivery report and the ledger."""

import os
from typing import Any

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Cpu, Installation

ENDINGS = ("0", "1", "2", "3", "7")
TEXT = "Магазин Ромашка: {{name}}, скидка 20 % до воскресенья"


def run(*, seconds: float, quick: bool) -> dict[str, Any]:
    """One campaign of single-part messages at the highest speed."""
    count = 300 if quick else int(1000 * seconds)
    with Installation(smsc_window="500", smsc_per_second="5000") as installation:
        contacts = campaigns.people(installation.home / "people.csv", count=count, endings=ENDINGS)
        job = {"contacts": contacts, "sms": TEXT, "speed": 36_000_000, "name": "bench"}
        campaigns.say(f"{count} messages")
        cpu = Cpu(installation)
        driven = campaigns.end(campaigns.begin(installation, [job]))
        shares = cpu.by_process()
        verdict = campaigns.settled(installation)
        reports = [line["at"] for line in installation.log("smsc") if line["what"] == "receipt"]
    took = max(driven["ended"], max(reports, default=0.0)) - driven["began"]
    return {
        "name": "sms",
        "messages_per_second": round(count / took, 1),
        "messages": count,
        "delivered": driven["totals"]["answered"],
        "lost": verdict.lost,
        "doubled": verdict.doubled,
        "unknown": verdict.unknown,
        "ledger_difference": str(verdict.ledger_difference),
        "seconds": round(took, 1),
        "cores": os.cpu_count(),
        "cpu_by_process": shares,
    }
