"""RTCP of the stand-in core: what we tell of the far side's sound, and what it tells of ours."""

from rupor.media.numpy_sending import Sender
from rupor.protocols.rtp import packet, rtcp
from rupor.protocols.rtp.reception import Reception


class Reports:
    """`known` is false until the far side has spoken of our sound."""

    def __init__(self) -> None:
        self.known = False
        self.loss = self.rtt_ms = self.jitter_ms = 0.0
        self._last_sr = 0
        self._heard_at = 0.0
        self._packets_reported = 0

    def make(self, *, out: Sender, reception: Reception, now: float, bye: bool) -> bytes:
        sent = out.packets != self._packets_reported
        self._packets_reported = out.packets
        sender = rtcp.SenderInfo(rtcp.ntp(now), out.timestamp, out.packets, out.octets) if sent else None
        blocks = () if reception.ssrc is None else (self._block(reception, now),)
        return rtcp.encode(rtcp.Report(out.ssrc, sender, blocks, f"{out.ssrc:08x}", bye))

    def take(self, datagram: bytes, *, ssrc: int, arrival: float) -> None:
        try:
            report = rtcp.decode(datagram)
        except packet.BrokenPacket:
            return
        if report.sender is not None:
            self._last_sr, self._heard_at = rtcp.middle(report.sender.ntp), arrival
        for block in report.blocks:
            if block.ssrc == ssrc:
                self._take_block(block, arrival)

    def _take_block(self, block: rtcp.ReportBlock, arrival: float) -> None:
        self.known = True
        self.loss, self.jitter_ms = block.fraction_lost / 256, block.jitter / 8
        trip = rtcp.round_trip_seconds(block=block, arrival=arrival)
        if trip is not None:
            self.rtt_ms = trip * 1000

    def _block(self, reception: Reception, now: float) -> rtcp.ReportBlock:
        delay = round((now - self._heard_at) * 65536) if self._last_sr else 0
        return rtcp.ReportBlock(
            ssrc=reception.ssrc or 0,
            fraction_lost=reception.fraction_lost(),
            lost=reception.expected - reception.source_packets,
            highest=reception.cycles + reception.highest,
            jitter=int(reception.jitter),
            last_sr=self._last_sr,
            delay=delay,
        )
