"""What each status and cause means, row by row; anything a network may say has a meaning."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.engine.ports import Outcome
from rupor.providers.sip_trunk import outcomes

ERROR = Outcome.PROVIDER_ERROR


@pytest.mark.parametrize(
    ("status", "cause", "expected"),
    [
        (486, 0, Outcome.BUSY),
        (600, 0, Outcome.BUSY),
        (486, 17, Outcome.BUSY),
        (480, 17, Outcome.BUSY),
        (404, 0, Outcome.INVALID),
        (410, 0, Outcome.INVALID),
        (484, 0, Outcome.INVALID),
        (604, 0, Outcome.INVALID),
        (404, 1, Outcome.INVALID),
        (503, 1, Outcome.INVALID),
        (480, 28, Outcome.INVALID),
        (480, 0, Outcome.UNREACHABLE),
        (480, 20, Outcome.UNREACHABLE),
        (503, 27, Outcome.UNREACHABLE),
        (480, 18, Outcome.NO_ANSWER),
        (480, 19, Outcome.NO_ANSWER),
        (408, 0, Outcome.NO_ANSWER),
        (487, 0, Outcome.NO_ANSWER),
        (603, 0, Outcome.REJECTED),
        (607, 0, Outcome.REJECTED),
        (608, 0, Outcome.REJECTED),
        (603, 17, Outcome.REJECTED),
        (433, 0, Outcome.REJECTED),
        (480, 21, Outcome.REJECTED),
        (500, 0, ERROR),
        (502, 0, ERROR),
        (503, 0, ERROR),
        (503, 34, ERROR),
        (480, 38, ERROR),
        (480, 41, ERROR),
        (503, 42, ERROR),
        (404, 3, ERROR),
        (401, 0, ERROR),
        (403, 0, ERROR),
        (407, 0, ERROR),
        (488, 0, ERROR),
        (302, 0, ERROR),
        (486, 16, Outcome.BUSY),
        (480, 31, Outcome.UNREACHABLE),
    ],
)
def test_status_and_cause_become_an_outcome(status: int, cause: int, expected: Outcome) -> None:
    assert outcomes.outcome(status=status, q850_cause=cause) is expected


@pytest.mark.parametrize(("status", "expected"), [(408, ERROR), (503, ERROR), (487, Outcome.NO_ANSWER)])
def test_a_silent_trunk_is_not_the_persons_doing(status: int, expected: Outcome) -> None:
    assert outcomes.outcome(status=status, q850_cause=0, local=True) is expected


@given(st.integers(300, 699), st.integers(0, 127))
def test_no_refusal_counts_as_an_answer(status: int, cause: int) -> None:
    meant = {Outcome.BUSY, Outcome.NO_ANSWER, Outcome.UNREACHABLE, Outcome.REJECTED, Outcome.INVALID, ERROR}
    assert outcomes.outcome(status=status, q850_cause=cause) in meant
