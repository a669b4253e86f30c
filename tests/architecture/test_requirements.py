"""docs/requirements.md is complete, and what it calls working is held by a test that exists."""

import re
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| ([A-Z]{2,5})-(\d{3}) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
EXPECTED = {
    "UI": 16,
    "NFR": 6,
    "ACC": 28,
    "DSH": 8,
    "PRJ": 19,
    "STA": 6,
    "CAMP": 95,
    "FLOW": 41,
    "CONT": 54,
    "MAT": 20,
    "MOD": 14,
    "TEL": 30,
    "RPT": 19,
    "DET": 10,
    "TRK": 7,
    "SMS": 37,
    "SND": 7,
    "CPN": 12,
    "ADV": 10,
    "VIB": 23,
    "VKO": 6,
    "EML": 5,
    "CASC": 18,
    "CHAT": 48,
    "BILL": 53,
    "PART": 13,
    "CPW": 12,
    "EVT": 9,
    "NTF": 14,
    "API": 32,
    "WHK": 10,
    "SUP": 16,
    "SET": 7,
    "SEC": 13,
    "STF": 11,
}


def rows() -> list[tuple[str, str, str, str, str]]:
    return ROW.findall((ROOT / "docs" / "requirements.md").read_text())


def exists(test: str) -> bool:
    """`path::name`, where the name is a test function in Python or the words of a test in TypeScript."""
    path, _, name = test.strip("` ").partition("::")
    file = ROOT / path
    return file.is_file() and bool(name) and name in file.read_text()


def test_every_requirement_is_listed_once() -> None:
    assert Counter(prefix for prefix, *_ in rows()) == EXPECTED
    assert len({(prefix, number) for prefix, number, *_ in rows()}) == sum(EXPECTED.values())


def test_states_are_the_three_words() -> None:
    wrong = [row for row in rows() if not re.match(r"^(works|partly: .+|not yet)$", row[4].strip())]
    assert wrong == []


def test_whatever_works_names_a_test_that_exists() -> None:
    claims = [row for row in rows() if row[4].strip() == "works" or (row[3].strip() != "—")]
    missing = [(f"{row[0]}-{row[1]}", test) for row in claims for test in row[3].split(", ") if not exists(test)]
    assert claims
    assert missing == []


def test_the_summary_tells_the_same_numbers() -> None:
    text = (ROOT / "docs" / "requirements.md").read_text()
    counted = Counter(row[4].strip().partition(":")[0] for row in rows())
    for state, number in counted.items():
        assert f"| {state} | {number} |" in text
