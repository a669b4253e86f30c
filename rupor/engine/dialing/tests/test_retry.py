"""Who is tried again, when, and how often (CAMP-103)."""

from datetime import UTC, datetime, timedelta

import pytest

from rupor.engine.dialing import retry
from rupor.engine.ports import Outcome

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
LADDER = retry.Ladder(extra=2, interval_seconds=90)


@pytest.mark.parametrize(
    ("outcome", "made", "again"),
    [
        (Outcome.BUSY, 1, True),
        (Outcome.NO_ANSWER, 2, True),
        (Outcome.UNREACHABLE, 3, False),
        (Outcome.PROVIDER_ERROR, 1, True),
        (Outcome.CANCELLED, 1, True),
        (Outcome.ANSWERED, 1, False),
        (Outcome.REJECTED, 1, False),
        (Outcome.INVALID, 1, False),
        (Outcome.UNKNOWN, 1, False),
    ],
)
def test_next_attempt(outcome: Outcome, made: int, again: bool) -> None:
    at = retry.next_attempt(outcome=outcome, made=made, ladder=LADDER, now=NOW)
    assert at == (NOW + timedelta(seconds=90) if again else None)


@pytest.mark.parametrize(
    ("outcome", "rang", "ends", "again"),
    [
        (Outcome.BUSY, True, True, False),
        (Outcome.BUSY, True, False, True),
        (Outcome.BUSY, False, True, True),
        (Outcome.NO_ANSWER, True, True, True),
        (Outcome.REJECTED, True, False, False),
    ],
)
def test_a_busy_after_the_ring_is_a_refusal_where_the_campaign_says_so(
    outcome: Outcome, rang: bool, ends: bool, again: bool
) -> None:
    ladder = retry.Ladder(extra=2, busy_after_ring_ends=ends)
    assert (retry.next_attempt(outcome=outcome, made=1, ladder=ladder, now=NOW, rang=rang) is not None) is again


@pytest.mark.parametrize("again", [False, True])
def test_who_declined_by_the_networks_word_is_called_again_only_where_the_campaign_says_so(again: bool) -> None:
    ladder = retry.Ladder(extra=1, refusal_again=again)
    assert (retry.next_attempt(outcome=Outcome.REJECTED, made=1, ladder=ladder, now=NOW) is not None) is again
    assert retry.next_attempt(outcome=Outcome.REJECTED, made=2, ladder=ladder, now=NOW) is None


def test_without_a_ladder_nobody_is_tried_twice() -> None:
    assert retry.next_attempt(outcome=Outcome.BUSY, made=1, ladder=retry.Ladder(), now=NOW) is None


@pytest.mark.parametrize(("returns", "seconds"), [(1, 1), (2, 2), (5, 16), (12, 300), (13, None)])
def test_order_that_came_back_waits_longer_each_time(returns: int, seconds: int | None) -> None:
    at = retry.after_return(returns=returns, now=NOW)
    assert at == (None if seconds is None else NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_has_an_end(outcome: Outcome) -> None:
    assert retry.end_of(outcome) in set(retry.End)
