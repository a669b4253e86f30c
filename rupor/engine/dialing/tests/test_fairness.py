"""Free lines go round: equal shares, nobody more than they want, nothing left lying."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.engine.dialing import fairness


@pytest.mark.parametrize(
    ("wanted", "available", "first", "given_"),
    [
        ([], 5, 0, []),
        ([3], 0, 0, [0]),
        ([10, 10], 10, 0, [5, 5]),
        ([1, 10], 6, 0, [1, 5]),
        ([5, 5, 5], 4, 0, [2, 1, 1]),
        ([5, 5, 5], 4, 1, [1, 2, 1]),
        ([5, 5, 5], 1, 5, [0, 0, 1]),
        ([2, 0, 2], 9, 0, [2, 0, 2]),
    ],
)
def test_shares(wanted: list[int], available: int, first: int, given_: list[int]) -> None:
    assert fairness.shares(wanted=wanted, available=available, first=first) == given_


@given(wanted=st.lists(st.integers(0, 50), max_size=20), available=st.integers(0, 300), first=st.integers(0, 99))
def test_nothing_is_lost_and_nobody_gains(wanted: list[int], available: int, first: int) -> None:
    given_ = fairness.shares(wanted=wanted, available=available, first=first)
    assert sum(given_) == min(available, sum(wanted))
    assert all(0 <= got <= want for got, want in zip(given_, wanted, strict=True))
    served = [got for got, want in zip(given_, wanted, strict=True) if got < want]
    assert not served or max(given_) <= min(served) + 1
