"""RTCP: known bytes, both ways, and noise."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.protocols.rtp import rtcp
from rupor.protocols.rtp.packet import BrokenPacket

words = st.integers(0, 0xFFFFFFFF)
blocks = st.builds(
    rtcp.ReportBlock, words, st.integers(0, 255), st.integers(-0x800000, 0x7FFFFF), words, words, words, words
)
reports = st.builds(
    rtcp.Report,
    ssrc=words,
    sender=st.none() | st.builds(rtcp.SenderInfo, st.integers(0, 2**64 - 1), words, words, words),
    blocks=st.lists(blocks, max_size=3).map(tuple),
    name=st.text(alphabet="abc@.", max_size=20),
    bye=st.booleans(),
)


@given(reports)
def test_a_report_survives_the_wire(sent: rtcp.Report) -> None:
    encoded = rtcp.encode(sent)
    assert len(encoded) % 4 == 0
    assert rtcp.decode(encoded) == sent


@given(st.binary(max_size=120))
def test_any_bytes_are_a_report_or_a_named_failure(noise: bytes) -> None:
    with contextlib.suppress(BrokenPacket):
        rtcp.decode(noise)


def test_a_receiver_report_is_these_bytes() -> None:
    block = rtcp.ReportBlock(ssrc=2, fraction_lost=64, lost=-1, highest=70000, jitter=5, last_sr=6, delay=7)
    expected = "81c90007000000010000000240ffffff00011170000000050000000600000007"
    assert rtcp.encode(rtcp.Report(ssrc=1, blocks=(block,))).hex() == expected


def test_round_trip_takes_off_the_far_sides_delay() -> None:
    sent_at = 1_700_000_000.25
    block = rtcp.ReportBlock(1, 0, 0, 0, 0, rtcp.middle(rtcp.ntp(sent_at)), 2 * 65536)
    assert rtcp.round_trip_seconds(block=block, arrival=sent_at + 2.05) == pytest.approx(0.05, abs=0.001)


def test_round_trip_is_unknown_until_the_far_side_has_heard_us() -> None:
    assert rtcp.round_trip_seconds(block=rtcp.ReportBlock(1, 0, 0, 0, 0), arrival=1_700_000_000.0) is None
