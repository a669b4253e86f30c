"""The RTP packet, RFC 3550 5.1: a fixed header of 12 bytes, what may follow it, and the payload."""

import struct

import msgspec

from rupor.kit import errors

_HEADER = struct.Struct("!BBHII")
VERSION = 2


class BrokenPacket(errors.RuporError):
    """The bytes are not what they claim to be. A receiver counts them and goes on."""


class RtpPacket(msgspec.Struct, frozen=True):
    """`timestamp` counts samples: 160 for each 20 ms of telephone sound."""

    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes
    marker: bool = False


def is_rtcp(packet: bytes) -> bool:
    """Both may share a port (RFC 5761): types 64–95 are kept free of RTP for that."""
    return len(packet) >= 2 and 192 <= packet[1] <= 223


def encode(packet: RtpPacket) -> bytes:
    second = packet.payload_type | (0x80 if packet.marker else 0)
    header = _HEADER.pack(
        VERSION << 6, second, packet.sequence & 0xFFFF, packet.timestamp & 0xFFFFFFFF, packet.ssrc & 0xFFFFFFFF
    )
    return header + packet.payload


def decode(packet: bytes) -> RtpPacket:
    """Raises BrokenPacket for anything but a whole RTP packet of version 2."""
    if len(packet) < _HEADER.size or packet[0] >> 6 != VERSION:
        raise BrokenPacket("rtp_not_rtp")
    first, second, sequence, timestamp, ssrc = _HEADER.unpack_from(packet)
    start, end = _HEADER.size, len(packet)
    if first & 0x1F or first & 0x20:
        start, end = _payload_bounds(packet)
    return RtpPacket(
        payload_type=second & 0x7F,
        sequence=sequence,
        timestamp=timestamp,
        ssrc=ssrc,
        payload=packet[start:end],
        marker=bool(second & 0x80),
    )


def _payload_bounds(packet: bytes) -> tuple[int, int]:
    start, end = _HEADER.size + 4 * (packet[0] & 0x0F), len(packet)
    if packet[0] & 0x10:
        if start + 4 > end:
            raise BrokenPacket("rtp_short_extension")
        start += 4 + 4 * int.from_bytes(packet[start + 2 : start + 4])
    if packet[0] & 0x20:
        end -= packet[-1]
    if start > end:
        raise BrokenPacket("rtp_short_packet")
    return start, end
