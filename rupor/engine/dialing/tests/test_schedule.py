"""Nobody is disturbed outside the window: every zone, season and hour."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.engine.dialing import schedule

WEEKDAYS = schedule.Window(days=frozenset({1, 2, 3, 4, 5}), start=time(9), end=time(21))
ZONES = [
    "Europe/Moscow",
    "Asia/Kamchatka",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
]


@pytest.mark.parametrize(
    ("local", "is_open"),
    [
        ("2026-11-20 08:59:59", False),
        ("2026-11-20 09:00:00", True),
        ("2026-11-20 20:59:59", True),
        ("2026-11-20 21:00:00", False),
        ("2026-11-21 12:00:00", False),
        ("2026-11-23 12:00:00", True),
    ],
)
def test_moscow_weekdays(local: str, is_open: bool) -> None:
    now = datetime.fromisoformat(local).replace(tzinfo=ZoneInfo("Europe/Moscow"))
    assert schedule.is_open(window=WEEKDAYS, now=now, zone="Europe/Moscow") is is_open


def test_without_a_window_it_is_always_open() -> None:
    now = datetime(2026, 1, 1, 3, tzinfo=UTC)
    assert schedule.is_open(window=None, now=now, zone="UTC")
    assert schedule.closes_at(window=None, now=now, zone="UTC") is None


def test_friday_evening_waits_for_monday() -> None:
    now = datetime(2026, 11, 20, 21, 30, tzinfo=ZoneInfo("Europe/Moscow"))
    opens = schedule.opens_at(window=WEEKDAYS, now=now, zone="Europe/Moscow")
    assert opens == datetime(2026, 11, 23, 9, tzinfo=ZoneInfo("Europe/Moscow"))


windows = st.builds(
    lambda days, edges: schedule.Window(days=days, start=min(edges), end=max(edges)),
    days=st.frozensets(st.integers(1, 7), min_size=1),
    edges=st.lists(st.times(), min_size=2, max_size=2, unique=True),
)
instants = st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2030, 1, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC)
)


@given(window=windows, now=instants, zone=st.sampled_from(ZONES), share=st.floats(0, 1, exclude_max=True))
def test_an_order_made_in_the_window_ends_in_it(
    window: schedule.Window, now: datetime, zone: str, share: float
) -> None:
    if not schedule.is_open(window=window, now=now, zone=zone):
        return
    closes = schedule.closes_at(window=window, now=now, zone=zone)
    assert closes is not None
    later = now + timedelta(microseconds=int((closes - now) / timedelta(microseconds=1) * share))
    wall = later.astimezone(ZoneInfo(zone))
    assert wall.isoweekday() in window.days
    assert window.start <= wall.time() < window.end


def test_hour_told_twice_only_shortens_the_window() -> None:
    """25 October 2026, Berlin: 02:00–03:00 comes twice; a window from 02:30 opens at the second one."""
    window = schedule.Window(days=frozenset({7}), start=time(2, 30), end=time(5))
    first = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)
    assert not schedule.is_open(window=window, now=first, zone="Europe/Berlin")
    assert schedule.is_open(window=window, now=first + timedelta(hours=1), zone="Europe/Berlin")


@given(window=windows, now=instants, zone=st.sampled_from(ZONES))
def test_the_next_opening_is_open_and_none_comes_before_it(window: schedule.Window, now: datetime, zone: str) -> None:
    opens = schedule.opens_at(window=window, now=now, zone=zone)
    assert opens >= now
    if opens > now and opens < now + timedelta(days=7):
        assert schedule.is_open(window=window, now=opens, zone=zone)
