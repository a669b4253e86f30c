"""Lines and starts: never above the capacity, never faster than allowed, always room for the urgent."""

from hypothesis import given
from hypothesis import strategies as st

from rupor.processes.voice.lines import Lines


def test_the_bulk_lane_leaves_room_for_the_urgent() -> None:
    lines = Lines(capacity=100, starts_per_second=10_000, busy=97)
    assert lines.may_start(at=1.0, urgent=False) == 1
    lines.seize()
    assert lines.may_start(at=1.0, urgent=False) == 0
    assert lines.may_start(at=1.0, urgent=True) == 2


def test_a_single_line_serves_both_lanes() -> None:
    lines = Lines(capacity=1, starts_per_second=1)
    assert lines.may_start(at=2.0, urgent=False) == 1


def test_starts_come_evenly() -> None:
    lines = Lines(capacity=1000, starts_per_second=100)
    assert lines.may_start(at=10.0, urgent=True) == 25
    for _ in range(25):
        assert lines.seize()
    assert lines.may_start(at=10.0, urgent=True) == 0
    assert lines.may_start(at=10.05, urgent=True) == 5


def test_no_more_lines_than_there_are() -> None:
    lines = Lines(capacity=2, starts_per_second=100)
    assert [lines.seize(), lines.seize(), lines.seize()] == [True, True, False]
    lines.release()
    assert lines.seize()


@given(
    st.integers(1, 500),
    st.integers(1, 300),
    st.lists(st.tuples(st.floats(0.0, 0.5), st.booleans(), st.integers(0, 3)), max_size=80),
)
def test_no_story_goes_over_the_limits(capacity: int, rate: int, story: list[tuple[float, bool, int]]) -> None:
    lines = Lines(capacity=capacity, starts_per_second=rate)
    at = started = 0.0
    for pause, urgent, over in story:
        at += pause
        for _ in range(lines.may_start(at=at, urgent=urgent)):
            started += lines.seize()
        assert lines.busy <= capacity
        assert started <= max(1.0, rate * 0.25) + rate * at + 1e-6
        for _ in range(min(over, lines.busy)):
            lines.release()
