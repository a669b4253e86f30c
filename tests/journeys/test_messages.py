"""Long messages through the whole product: all final, parts and price right, judged by the SMSC's own log."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation

THREE_PARTS = "Магазин «Ромашка» ждёт вас в субботу. " * 4 + "Приходите, {{name}}, будем рады видеть вас!"
PART_PRICE = Decimal("2.77")


@pytest.mark.parametrize("count", [200, pytest.param(10_000, marks=pytest.mark.long)])
def test_three_part_messages_end_with_the_right_price(live_rupor: Installation, tmp_path: Path, count: int) -> None:
    people = campaigns.people(tmp_path / "people.csv", count=count, endings=("0", "1", "2", "3", "4"), first=5_000_000)
    before = len([line for line in live_rupor.log("smsc") if line["what"] == "submit"])

    done = live_rupor.run(
        *("campaign", "run", "--json", "--contacts", str(people), "--sms", THREE_PARTS),
        *("--speed", "1000000", "--name", f"Три части {count}"),
    )
    totals = json.loads(done.stdout.splitlines()[-1])

    submits = [line for line in live_rupor.log("smsc") if line["what"] == "submit"][before:]
    assert len(submits) == 3 * count
    assert {line["parts"] for line in submits} == {3}
    assert totals["targets"] == count
    assert totals["answered"] == count * 4 // 5
    assert totals["unanswered"] == count // 5
    assert Decimal(totals["cost"]) == 3 * count * PART_PRICE
