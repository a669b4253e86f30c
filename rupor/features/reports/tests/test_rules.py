"""How results are told, by table."""

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.engine.ports import Outcome
from rupor.features.reports.rules import cells, results
from rupor.features.reports.rules.cells import Reader

RUSSIAN = Reader(language="ru", zone=ZoneInfo("Europe/Moscow"))
ENGLISH = Reader(language="en", zone=ZoneInfo("Asia/Vladivostok"))
NIGHT = datetime(2026, 3, 1, 21, 30, 5, 999, tzinfo=UTC)


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_a_status(outcome):
    told = results.call_status(outcome)
    assert told == {"answered": "ok", "unknown": "unknown"}.get(outcome, "failed")


@pytest.mark.parametrize(
    ("cell", "russian", "english"),
    [
        (None, "", ""),
        ("текст", "текст", "текст"),
        ("=1+1", "'=1+1", "'=1+1"),
        ("+A1", "'+A1", "'+A1"),
        ("+7 (916) 000-00-01", "+7 (916) 000-00-01", "+7 (916) 000-00-01"),
        ("@x", "'@x", "'@x"),
        ("\tx", "'\tx", "'\tx"),
        ("79161234567", "79161234567", "79161234567"),
        (True, "да", "yes"),
        (False, "нет", "no"),
        (7, "7", "7"),
        (-7, "-7", "-7"),
        (1.5, "1,50", "1.50"),
        (Decimal("2.7700"), "2,77", "2.77"),
        (NIGHT, "02.03.2026 00:30:05", "02.03.2026 07:30:05"),
    ],
)
def test_cells(cell, russian, english):
    assert (cells.written(cell, RUSSIAN), cells.written(cell, ENGLISH)) == (russian, english)


@given(text=st.text())
def test_no_text_opens_as_a_formula(text):
    told = cells.written(text, RUSSIAN)
    assert not told.startswith(("=", "@", "\t", "\r"))
    assert not told.startswith(("+", "-")) or not any(letter.isalpha() for letter in told)
    assert told in (text.replace("\0", ""), "'" + text.replace("\0", ""))


@given(rows=st.lists(st.integers(), max_size=50), size=st.integers(1, 10))
def test_chunks_are_the_rows_in_order(rows, size):
    gathered = list(cells.chunks(rows, size=size))
    assert [row for chunk in gathered for row in chunk] == rows
    assert all(0 < len(chunk) <= size for chunk in gathered)


@pytest.mark.parametrize(
    ("span", "step"),
    [
        (timedelta(0), timedelta(minutes=1)),
        (timedelta(hours=1), timedelta(minutes=1)),
        (timedelta(hours=2), timedelta(minutes=5)),
        (timedelta(hours=20), timedelta(minutes=30)),
        (timedelta(days=2), timedelta(hours=1)),
        (timedelta(days=90), timedelta(days=1)),
    ],
)
def test_the_chart_has_few_enough_bars(span, step):
    assert results.bucket(first=NIGHT, last=NIGHT + span) == step


def test_thirty_days_end_with_today_of_the_account():
    first, last = results.default_period(now=NIGHT, zone="Europe/Moscow")
    assert first == datetime(2026, 1, 31, 21, tzinfo=UTC)
    assert last == datetime(2026, 3, 2, 21, tzinfo=UTC)


def test_a_share_of_nothing_is_nothing():
    assert (results.share(1, 3), results.share(0, 0)) == (0.3333, 0.0)


def test_a_long_text_is_cut_to_what_a_cell_holds():
    assert len(cells.cut("я" * 40_000)) == 32_767
    assert cells.cut("я" * 32_767) == "я" * 32_767


def test_csv_and_cells_agree_on_quoting():
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";").writerow([cells.written('a;"b"\nc', RUSSIAN)])
    assert next(csv.reader(io.StringIO(buffer.getvalue()), delimiter=";")) == ['a;"b"\nc']
