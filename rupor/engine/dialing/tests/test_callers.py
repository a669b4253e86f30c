"""Numbers take turns evenly, never twice in a row for one person, and never beyond their ceilings."""

from collections import Counter
from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.engine.dialing import callers
from rupor.engine.dialing.callers import Caller, Carousel


def luck(seed: int) -> Callable[[], float]:
    """Golden-ratio steps: spread over 0 to 1, another order for each seed."""
    steps = count(seed * 7919)
    return lambda: next(steps) * 0.6180339887 % 1


@pytest.mark.parametrize(
    ("used", "ceilings", "left"),
    [
        ((0, 0, 0), (0, 0, 0), callers.UNBOUND),
        ((3, 10, 90), (5, 100, 100), 2),
        ((3, 10, 99), (5, 100, 100), 1),
        ((9, 9, 9), (5, 0, 0), 0),
    ],
)
def test_the_tightest_ceiling_counts(used: tuple[int, ...], ceilings: tuple[int, ...], left: int) -> None:
    assert callers.left_of(used=used, ceilings=ceilings) == left


@given(st.lists(st.integers(0, 20), min_size=1, max_size=8), st.integers(1, 100), st.integers())
def test_load_becomes_even(loads: list[int], calls: int, seed: int) -> None:
    carousel = Carousel(callers=[Caller(str(place), load) for place, load in enumerate(loads)], luck=luck(seed))
    given = Counter(carousel.next() for _ in range(calls))
    after = [load + given[str(place)] for place, load in enumerate(loads)]
    for place, load in enumerate(after):
        assert given[str(place)] == 0 or load <= min(after) + 1


@given(st.lists(st.integers(0, 3), min_size=1, max_size=5), st.integers())
def test_ceilings_hold_and_then_nobody_is_left(lefts: list[int], seed: int) -> None:
    listed = [Caller(str(place), left=left) for place, left in enumerate(lefts)]
    carousel = Carousel(callers=listed, luck=luck(seed))
    given = [carousel.next() for _ in range(callers.room(listed))]
    assert Counter(given) == Counter({str(place): left for place, left in enumerate(lefts) if left})
    assert carousel.next() == ""


def test_a_redial_comes_from_another_number_unless_there_is_one_only() -> None:
    for seed in range(20):
        carousel = Carousel(callers=[Caller("a"), Caller("b", load=50)], luck=luck(seed))
        assert carousel.next(avoid="a") == "b"
    assert Carousel(callers=[Caller("a")], luck=luck(1)).next(avoid="a") == "a"


def test_the_order_is_by_lot() -> None:
    firsts = {
        Carousel(callers=[Caller(str(place)) for place in range(5)], luck=luck(seed)).next() for seed in range(50)
    }
    assert len(firsts) == 5
