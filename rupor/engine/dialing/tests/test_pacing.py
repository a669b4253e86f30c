"""A pace keeps its speed over time, whatever the rhythm of the asking, and never storms after a stall."""

from hypothesis import given
from hypothesis import strategies as st

from rupor.engine.dialing import pacing


def run(*, speed: int, gaps: list[float], room: int = 10_000) -> int:
    pace, now, started = pacing.Pace(at=0.0), 0.0, 0
    for gap in gaps:
        now += gap
        pace = pacing.advanced(pace=pace, now=now, speed_per_hour=speed)
        count = min(pacing.starts(pace), room)
        pace = pacing.spent(pace=pace, started=count)
        started += count
    return started


def test_ten_minutes_at_full_speed_are_exact_to_two_percent() -> None:
    gaps = [0.05, 0.061, 0.047, 0.3, 0.05] * 1200
    assert abs(run(speed=36_000, gaps=gaps) - 10 * sum(gaps)) <= 0.02 * 10 * sum(gaps)


def test_speed_changed_live_counts_from_that_moment() -> None:
    pace = pacing.advanced(pace=pacing.Pace(at=0.0), now=1.0, speed_per_hour=3600)
    assert pacing.starts(pace) == 1
    pace = pacing.spent(pace=pace, started=1)
    assert pacing.starts(pacing.advanced(pace=pace, now=2.0, speed_per_hour=36_000)) == 10


def test_what_lines_did_not_allow_is_forgiven_beyond_a_short_burst() -> None:
    pace = pacing.advanced(pace=pacing.Pace(at=0.0), now=3600.0, speed_per_hour=36_000)
    assert pacing.starts(pace) == 20


def test_slowest_campaign_is_not_forgotten() -> None:
    assert run(speed=100, gaps=[0.05] * 20 * 3600) in (99, 100)


def test_clock_that_steps_back_starts_nobody() -> None:
    pace = pacing.advanced(pace=pacing.Pace(at=100.0), now=50.0, speed_per_hour=36_000)
    assert (pacing.starts(pace), pace.at) == (0, 100.0)


@given(speed=st.integers(100, 36_000), gaps=st.lists(st.floats(0.0, 5.0), min_size=1, max_size=200))
def test_never_faster_than_the_speed_and_one_burst(speed: int, gaps: list[float]) -> None:
    most = sum(gaps) * speed / 3600
    assert run(speed=speed, gaps=gaps) <= most + 1
