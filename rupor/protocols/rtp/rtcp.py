"""RTCP, RFC 3550 6: sender and receiver reports, a name, and goodbye; always sent as one compound packet."""

import struct

import msgspec

from rupor.protocols.rtp.packet import BrokenPacket

SENDER_REPORT, RECEIVER_REPORT, DESCRIPTION, GOODBYE = 200, 201, 202, 203
NTP_EPOCH_SECONDS = 2_208_988_800
_HEADER = struct.Struct("!BBH")
_BLOCK = struct.Struct("!IIIIII")
_SENDER = struct.Struct("!QIII")


class ReportBlock(msgspec.Struct, frozen=True):
    """What a receiver says of source `ssrc`: times in 1/65536 s, `jitter` in samples, the fraction in 1/256."""

    ssrc: int
    fraction_lost: int
    lost: int
    highest: int
    jitter: int
    last_sr: int = 0
    delay: int = 0


class SenderInfo(msgspec.Struct, frozen=True):
    ntp: int
    timestamp: int
    packets: int
    octets: int


class Report(msgspec.Struct, frozen=True):
    """A compound packet as understood: with `sender` it is an SR, else an RR."""

    ssrc: int
    sender: SenderInfo | None = None
    blocks: tuple[ReportBlock, ...] = ()
    name: str = ""
    bye: bool = False


def ntp(seconds: float) -> int:
    """The 64-bit NTP stamp of a Unix instant."""
    whole = int(seconds)
    return whole + NTP_EPOCH_SECONDS << 32 | int((seconds - whole) * (1 << 32))


def middle(stamp: int) -> int:
    """The 32 bits of an NTP stamp that reports refer to."""
    return stamp >> 16 & 0xFFFFFFFF


def round_trip_seconds(*, block: ReportBlock, arrival: float) -> float | None:
    """None while the far side has not heard a sender report of ours, or its words make no sense."""
    trip = (middle(ntp(arrival)) - block.last_sr - block.delay) & 0xFFFFFFFF
    return trip / 65536 if block.last_sr and trip < 60 << 16 else None


def encode(report: Report) -> bytes:
    sender = b"" if report.sender is None else _SENDER.pack(*_sender_fields(report.sender))
    body = struct.pack("!I", report.ssrc) + sender + b"".join(_encode_block(block) for block in report.blocks)
    kind = RECEIVER_REPORT if report.sender is None else SENDER_REPORT
    parts = [_part(kind=kind, count=len(report.blocks), body=body)]
    if report.name:
        item = bytes([1, len(report.name.encode())]) + report.name.encode()
        item += bytes(4 - len(item) % 4)
        parts.append(_part(kind=DESCRIPTION, count=1, body=struct.pack("!I", report.ssrc) + item))
    if report.bye:
        parts.append(_part(kind=GOODBYE, count=1, body=struct.pack("!I", report.ssrc)))
    return b"".join(parts)


def decode(packet: bytes) -> Report:
    """Unknown parts are passed over; raises BrokenPacket where lengths lie."""
    report = Report(ssrc=0)
    at = 0
    while at < len(packet):
        if len(packet) - at < 4 or packet[at] >> 6 != 2:
            raise BrokenPacket("rtcp_not_rtcp")
        first, kind, words = _HEADER.unpack_from(packet, at)
        body = packet[at + 4 : at + 4 + 4 * words]
        if len(body) < 4 * words:
            raise BrokenPacket("rtcp_short_part")
        report = _understood(report, kind=kind, count=first & 31, body=body)
        at += 4 + 4 * words
    return report


def _understood(report: Report, *, kind: int, count: int, body: bytes) -> Report:
    if kind in (SENDER_REPORT, RECEIVER_REPORT):
        start = 24 if kind == SENDER_REPORT else 4
        if len(body) < start + count * _BLOCK.size:
            raise BrokenPacket("rtcp_short_report")
        sender = SenderInfo(*_SENDER.unpack_from(body, 4)) if kind == SENDER_REPORT else report.sender
        blocks = tuple(_decode_block(body, start + i * _BLOCK.size) for i in range(count))
        return msgspec.structs.replace(
            report, ssrc=int.from_bytes(body[:4]), sender=sender, blocks=report.blocks + blocks
        )
    if kind == DESCRIPTION and len(body) >= 6 and body[4] == 1:
        return msgspec.structs.replace(report, name=body[6 : 6 + body[5]].decode(errors="replace"))
    return msgspec.structs.replace(report, bye=True) if kind == GOODBYE else report


def _part(*, kind: int, count: int, body: bytes) -> bytes:
    return _HEADER.pack(0x80 | count, kind, len(body) // 4) + body


def _sender_fields(sender: SenderInfo) -> tuple[int, int, int, int]:
    return sender.ntp, sender.timestamp & 0xFFFFFFFF, sender.packets & 0xFFFFFFFF, sender.octets & 0xFFFFFFFF


def _encode_block(block: ReportBlock) -> bytes:
    lost = max(-0x800000, min(0x7FFFFF, block.lost)) & 0xFFFFFF
    return _BLOCK.pack(
        block.ssrc,
        block.fraction_lost << 24 | lost,
        block.highest & 0xFFFFFFFF,
        block.jitter & 0xFFFFFFFF,
        block.last_sr,
        block.delay & 0xFFFFFFFF,
    )


def _decode_block(body: bytes, at: int) -> ReportBlock:
    ssrc, loss, highest, jitter, last_sr, delay = _BLOCK.unpack_from(body, at)
    lost = loss & 0xFFFFFF
    return ReportBlock(ssrc, loss >> 24, lost - 0x1000000 if lost & 0x800000 else lost, highest, jitter, last_sr, delay)
