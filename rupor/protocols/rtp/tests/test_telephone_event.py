"""Digits: every press is told once, whatever the network does to its packets."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.protocols.rtp import telephone_event
from rupor.protocols.rtp.packet import BrokenPacket
from rupor.protocols.rtp.telephone_event import DigitListener, Event, Pressed

Sent = tuple[bytes, int, bool]


def press(key: str, *, ticks: int, timestamp: int) -> list[Sent]:
    return [
        (telephone_event.encode(event), timestamp, n == 0)
        for n, event in enumerate(telephone_event.spoken(key=key, ticks=ticks))
    ]


def heard(packets: list[Sent]) -> list[Pressed]:
    listener = DigitListener()
    told: list[Pressed] = []
    for n, (payload, timestamp, marker) in enumerate(packets):
        told += listener.tick(at=n * 0.02)
        told += listener.hear(payload=payload, timestamp=timestamp, marker=marker, at=n * 0.02)
    return told + listener.tick(at=len(packets) * 0.02 + 1)


def test_a_press_grows_and_says_its_end_three_times() -> None:
    events = list(telephone_event.spoken(key="5", ticks=4))
    assert [(e.duration, e.end) for e in events] == [(160, False), (320, False), (480, False)] + [(640, True)] * 3


@given(st.text(alphabet=telephone_event.KEYS, min_size=1, max_size=12), st.integers(2, 20), st.integers(0, 0xFFFFFFFF))
def test_keys_are_heard_in_order_across_the_wrap_of_time(keys: str, ticks: int, start: int) -> None:
    packets = [p for n, key in enumerate(keys) for p in press(key, ticks=ticks, timestamp=(start + n * 4000) % 2**32)]
    assert heard(packets) == [Pressed(key=key, duration_ms=ticks * 20) for key in keys]


@given(st.integers(0, 2**32), st.integers(0, 60))
def test_loss_and_repeats_never_double_a_press(seed: int, loss_percent: int) -> None:
    chance = random.Random(seed)
    packets = [p for n, key in enumerate("1590") for p in press(key, ticks=6, timestamp=n * 4000)]
    arrived = [p for p in packets for _ in range(chance.choice((1, 1, 2))) if chance.random() * 100 >= loss_percent]
    told = "".join(pressed.key for pressed in heard(arrived))
    assert list(told) == [key for n, key in enumerate("1590") if any(p[1] == n * 4000 for p in arrived)]


def test_a_straggler_of_an_old_press_is_not_a_new_one() -> None:
    first, second = press("1", ticks=3, timestamp=1000), press("2", ticks=3, timestamp=5000)
    assert [p.key for p in heard(first + second[:2] + first[-1:] + second[2:])] == ["1", "2"]


def test_a_press_without_its_end_is_told_after_a_moment() -> None:
    assert heard(press("9", ticks=5, timestamp=0)[:3]) == [Pressed(key="9", duration_ms=60)]


def test_a_press_longer_than_the_counter_is_one_press() -> None:
    long = [(telephone_event.encode(Event(key="7", duration=d)), 0, d == 160) for d in range(160, 0xFFA0 + 1, 160)]
    rest = [
        (telephone_event.encode(Event(key="7", duration=d, end=d == 800)), 0xFFA0, False) for d in range(160, 801, 160)
    ]
    assert heard(long + rest) == [Pressed(key="7", duration_ms=(0xFFA0 + 800) // 8)]


def test_flash_and_fax_tones_are_no_keys() -> None:
    assert telephone_event.decode(bytes([16, 0x8A, 0, 160])) is None


def test_a_short_event_is_refused() -> None:
    with pytest.raises(BrokenPacket):
        telephone_event.decode(b"\x01\x8a")
