"""RTP packets: what we write others read, and what others write cannot hurt."""

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.protocols.rtp import packet

packets = st.builds(
    packet.RtpPacket,
    payload_type=st.integers(0, 127),
    sequence=st.integers(0, 0xFFFF),
    timestamp=st.integers(0, 0xFFFFFFFF),
    ssrc=st.integers(0, 0xFFFFFFFF),
    payload=st.binary(max_size=400),
    marker=st.booleans(),
)


@given(packets)
def test_a_packet_survives_the_wire(sent: packet.RtpPacket) -> None:
    assert packet.decode(packet.encode(sent)) == sent


@given(st.binary(max_size=200))
def test_any_bytes_are_a_packet_or_a_named_failure(noise: bytes) -> None:
    with contextlib.suppress(packet.BrokenPacket):
        assert len(packet.decode(noise).payload) <= len(noise) - 12


def test_sources_extension_and_padding_are_not_sound() -> None:
    fixed = struct.pack("!BBHII", 0x80 | 0x20 | 0x10 | 2, 8, 7, 160, 9)
    extension = struct.pack("!HHI", 0xBEDE, 1, 0)
    decoded = packet.decode(fixed + bytes(8) + extension + b"sound" + b"\x00\x00\x03")
    assert (decoded.payload, decoded.payload_type, decoded.sequence) == (b"sound", 8, 7)


@pytest.mark.parametrize(
    "broken",
    [b"", bytes(11), bytes(12), b"\x90" + bytes(13), b"\x8f" + bytes(20), b"\xa0" + bytes(11) + b"\xff"],
    ids=["empty", "short", "version 0", "no room for extension", "no room for sources", "padding over the payload"],
)
def test_lies_about_lengths_are_refused(broken: bytes) -> None:
    with pytest.raises(packet.BrokenPacket):
        packet.decode(broken)


def test_reports_are_told_from_sound_on_one_port() -> None:
    assert packet.is_rtcp(bytes([0x80, 200]))
    assert not packet.is_rtcp(bytes([0x80, 8 | 0x80]))
