"""Where an account may call, how often one person, and how much in an hour and a day."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.engine.dialing import tolls
from rupor.engine.dialing.tolls import Called, Tolls, Used

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
NUMBERS = st.text("0123456789", min_size=8, max_size=15)
PREFIXES = st.lists(st.from_regex(r"-?[1-9][0-9]{0,4}", fullmatch=True), max_size=6)


@pytest.mark.parametrize(
    ("number", "prefixes", "may"),
    [
        ("79161234567", (), True),
        ("79161234567", ("7",), True),
        ("88215550000", ("7",), False),
        ("78095550000", ("7", "-7809"), False),
        ("78095550000", ("7", "-780", "7809"), True),
        ("79161234567", ("-7809",), False),
        ("79161234567", ("7", "-7"), False),
    ],
)
def test_the_longest_prefix_decides(number: str, prefixes: tuple[str, ...], may: bool) -> None:
    assert tolls.permitted(number, prefixes=prefixes) is may


@given(number=NUMBERS, prefixes=PREFIXES)
def test_nobody_outside_every_allowed_prefix_is_called(number: str, prefixes: list[str]) -> None:
    if prefixes and tolls.permitted(number, prefixes=prefixes):
        assert any(number.startswith(each) for each in prefixes if not each.startswith("-"))
        longest_no = max((len(each) for each in prefixes if number.startswith(each[1:]) and each[0] == "-"), default=0)
        assert max(len(each) for each in prefixes if number.startswith(each)) >= longest_no


@given(top=st.integers(1, 50), used=st.integers(0, 60), day=st.integers(0, 60))
def test_what_is_left_never_oversteps_a_limit(top: int, used: int, day: int) -> None:
    limits = Tolls(calls_hour=top, calls_day=2 * top, spend_hour=Decimal(top), spend_day=Decimal(3 * top))
    spent = Used(calls_hour=used, calls_day=used + day, spend_hour=Decimal(used), spend_day=Decimal(used + day))
    calls, money = tolls.calls_left(tolls=limits, used=spent), tolls.money_left(tolls=limits, used=spent)
    assert calls is not None
    assert money is not None
    if tolls.exceeded(tolls=limits, used=spent):
        assert calls == 0 or money == 0
    else:
        assert 0 < calls <= min(top - used, 2 * top - used - day)
        assert 0 < money <= top - used


def test_money_that_is_held_counts_but_does_not_stop() -> None:
    limits, used = Tolls(spend_day=Decimal(10)), Used(spend_day=Decimal(4), held=Decimal(6))
    assert tolls.exceeded(tolls=limits, used=used) == ""
    assert tolls.money_left(tolls=limits, used=used) == 0
    assert tolls.money_left(tolls=Tolls(), used=used) is None
    assert tolls.calls_left(tolls=Tolls(), used=used) is None


def test_calls_to_one_person() -> None:
    limits = Tolls(person_day=2, person_week=5)
    first = NOW - timedelta(hours=20)
    called = Called(day=2, week=3, first_of_day=first)
    assert tolls.tired(tolls=limits, called=called) == "person_day"
    assert tolls.rested_at(called=called, now=NOW) == first + timedelta(days=1)
    assert tolls.tired(tolls=limits, called=Called(day=2, week=5)) == "person_week"
    assert tolls.tired(tolls=limits, called=Called(day=1, week=4)) == ""
    assert tolls.tired(tolls=Tolls(), called=Called(day=99, week=99)) == ""


def _flow(*operators: dict[str, str]) -> dict[str, object]:
    transfer = {"do": "transfer", "operators": list(operators)}
    return {"version": 1, "start": "a", "nodes": {"a": {"cards": [{"do": "play", "material": 1}, transfer]}}}


HERE, FAR = {"kind": "phone", "to": "8 (495) 123-45-67"}, {"kind": "phone", "to": "+375 29 123-45-67"}


def test_forbidden_operators_are_withheld_however_they_are_written() -> None:
    pbx, hidden = {"kind": "sip", "to": "ivan@pbx.example"}, {"kind": "sip", "to": "sip:+88215550000@pbx.example"}
    flow = _flow(FAR, HERE, pbx, hidden)
    assert tolls.operators(flow) == ["375291234567", "74951234567", "88215550000"]
    kept = tolls.without_forbidden(flow, prefixes=("7",))
    assert kept["nodes"]["a"]["cards"][1]["operators"] == [HERE, pbx]
    assert tolls.without_forbidden(_flow(HERE, pbx), prefixes=("7",)) == _flow(HERE, pbx)
    assert tolls.without_forbidden(_flow(HERE), prefixes=(), stopped=True)["nodes"]["a"]["cards"][1]["operators"] == []
