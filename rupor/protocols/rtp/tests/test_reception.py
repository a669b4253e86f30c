"""Loss, repeats, reordering, wrap, jitter and lateness as RFC 3550 counts them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.protocols.rtp.reception import Reception


def received(*sequences: int, ssrc: int = 1) -> Reception:
    reception = Reception()
    for sequence in sequences:
        reception.count(ssrc=ssrc, sequence=sequence)
    return reception


@pytest.mark.parametrize(
    ("sequences", "lost"),
    [
        ((1, 2, 3), 0),
        ((1, 3), 1),
        ((1, 3, 2), 0),
        ((65534, 65535, 0, 1), 0),
        ((65534, 1), 2),
        ((1, 2, 2, 3), 0),
        ((5, 40000, 40001), 0),
    ],
    ids=["whole", "one lost", "changed order", "wrap", "loss at the wrap", "repeat", "count started anew"],
)
def test_loss_is_what_never_came(sequences: tuple[int, ...], lost: int) -> None:
    assert received(*sequences).lost == lost


@given(st.integers(0, 65535), st.sets(st.integers(1, 498), max_size=100))
def test_every_missing_packet_is_counted_from_any_start(start: int, missing: set[int]) -> None:
    reception = received(*((start + n) % 65536 for n in range(500) if n not in missing))
    assert (reception.lost, reception.packets) == (len(missing), 500 - len(missing))


def test_loss_before_a_change_of_source_is_kept() -> None:
    reception = received(10, 13)
    reception.count(ssrc=2, sequence=50_000)
    reception.count(ssrc=2, sequence=50_002)
    assert reception.lost == 3


def test_fraction_covers_only_the_time_since_the_last_question() -> None:
    reception = received(1, 2, 5, 6)
    assert reception.fraction_lost() == 2 * 256 // 6
    reception.count(ssrc=1, sequence=7)
    assert reception.fraction_lost() == 0


def test_even_arrivals_have_neither_jitter_nor_lateness() -> None:
    reception = Reception()
    for n in range(50):
        reception.time(timestamp=n * 160, arrival=n * 0.02)
    assert reception.jitter < 0.001
    assert reception.late == 0


def test_a_gap_over_thirty_milliseconds_is_late_whatever_the_packet_length() -> None:
    short, long = Reception(), Reception()
    for arrival, timestamp in ((0.0, 0), (0.02, 160), (0.051, 320), (0.06, 480)):
        short.time(timestamp=timestamp, arrival=arrival)
    for arrival, timestamp in ((0.0, 0), (0.06, 480), (0.12, 960)):
        long.time(timestamp=timestamp, arrival=arrival)
    assert (short.late, long.late) == (1, 0)


def test_jitter_follows_the_formula() -> None:
    reception = Reception()
    for timestamp, arrival in ((0, 0.0), (160, 0.024), (320, 0.04)):
        reception.time(timestamp=timestamp, arrival=arrival)
    first = 32 / 16
    assert reception.jitter == pytest.approx(first + (32 - first) / 16)
