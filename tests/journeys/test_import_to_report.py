"""A messy file of ten thousand rows: every row is accounted for, in the verdict and in the report."""

import csv
import io
import json
import random
from pathlib import Path

from openpyxl import load_workbook

from rupor.processes.bench.installation import Installation
from tests.cabinet import Cabinet

ROWS = 10_000
STOPPED = [f"7901777{n:04d}" for n in range(50)]


def messy_file(path: Path) -> dict[str, int]:
    """Good, repeated, bad, empty and stop-listed rows in known numbers, in cp1251 with «;»."""
    luck = random.Random(7)
    good = [f"8 (902) 300-{n // 100:02d}-{n % 100:02d};Иван {n}" for n in range(9000)]
    repeated = [f"+7902300{luck.randrange(9000):04d};Повтор" for _ in range(400)]
    bad = [f"{wrong};Ошибка" for wrong in ("123", "не знаю", "+7 902", "8800", "00000000000") for _ in range(80)]
    empty = [";", "", " ; "] * 50
    stopped = [f"{phone};Не звоните" for phone in STOPPED]
    rows = good + repeated + bad + empty + stopped
    luck.shuffle(rows)
    path.write_bytes(("Телефон;Имя\r\n" + "\r\n".join(rows) + "\r\n").encode("cp1251"))
    assert len(rows) == ROWS
    return {"good": 9000, "repeated": 400, "bad": 400, "empty": 150, "stopped": 50}


def test_every_row_of_a_messy_file_is_accounted_for(live_rupor: Installation, cabinet: Cabinet, tmp_path: Path) -> None:
    put = messy_file(tmp_path / "грязный список.csv")
    assert cabinet.ask("POST", "/stop-list", json={"phones": "\n".join(STOPPED)})["added"] == len(STOPPED)

    done = live_rupor.run(
        *("campaign", "run", "--json", "--contacts", str(tmp_path / "грязный список.csv"), "--speed", "1000000"),
        *("--sms", "Здравствуйте, {{name}}!", "--report", str(tmp_path / "out.xlsx"), "--name", "Грязный список"),
    )
    totals = json.loads(done.stdout.splitlines()[-1])

    assert totals["duplicates"] == put["repeated"]
    assert totals["targets"] == put["good"] + put["stopped"]
    assert totals["stop_listed"] == put["stopped"]
    finals = ("answered", "unanswered", "stop_listed", "invalid", "unknown", "cancelled")
    assert sum(totals[name] for name in finals) == totals["targets"]

    audience = cabinet.ask("GET", f"/projects/{cabinet.project}/audiences?name=Грязный")["items"][0]
    counts = audience["import"]["counts"]
    assert counts["rows"] == ROWS
    assert counts["rows"] == sum(counts[n] for n in ("added", "updated", "unchanged", "duplicate", "invalid", "empty"))
    assert counts["invalid"] == put["bad"]
    assert counts["empty"] == put["empty"]

    verdict = cabinet.get(audience["import"]["verdict_url"]).content.decode("utf-8-sig")
    told = list(csv.reader(io.StringIO(verdict), delimiter=";"))[1:]
    assert len(told) >= put["repeated"] + put["bad"] + put["empty"]

    book = load_workbook(tmp_path / "out.xlsx", read_only=True)
    people = list(book["Контакты"].iter_rows(values_only=True))[1:]
    assert len(people) == totals["targets"]
