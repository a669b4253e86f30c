"""One stream of the stand-in core: its sockets, its far side, and the lock between the loop and the media thread."""

import ipaddress
import os
import threading
import time
from pathlib import Path
from typing import NamedTuple

from rupor.media import engine_port, numpy_recording
from rupor.media.numpy_bridge import Bridge, Side
from rupor.media.numpy_ears import Ears
from rupor.media.numpy_outlets import Outlets
from rupor.media.numpy_reports import Reports
from rupor.media.numpy_sending import Prompt, Sender
from rupor.media.numpy_shield import Refused, Shield
from rupor.media.numpy_wire import Address, Whereabouts, Wire
from rupor.protocols.rtp import packet
from rupor.protocols.rtp.reception import Reception

BURST_PACKETS = 32
BURST_TICKS = 4  # an empty read costs as much as a full one: only each fourth tick looks for more than one packet
REPORTS_A_READ = 8


class Heard(NamedTuple):
    """A packet of sound whose energy is not known yet."""

    stream: "Stream"
    law: int
    audio: bytes


class Hub:
    """What a stream needs of its core."""

    writer: numpy_recording.Writer

    def __init__(self, *, rtcp_seconds: float, far_silent_seconds: float) -> None:
        self.rtcp_seconds = rtcp_seconds
        self.far_silent_seconds = far_silent_seconds
        self.packets_sent = self.packets_received = self.send_errors = self.sounds_lost = 0

    def tell(self, event: engine_port.RawEvent) -> None:
        raise TypeError("a hub that tells nobody")


class Stream:
    """Methods come from the loop's thread, `tick` and `hear` from the media thread."""

    def __init__(self, *, hub: Hub, stream: int, rtp_fd: int, rtcp_fd: int) -> None:
        self.id = stream
        self.closed = False
        self._hub = hub
        self._lock = threading.Lock()
        self._rtp, self._rtcp = Wire(fd=rtp_fd), Wire(fd=rtcp_fd)
        self._where = Whereabouts()
        self._out = Sender()
        self._in = Reception()
        self._reports = Reports()
        self._shield = Shield()
        self._outlets = Outlets(writer=hub.writer)
        self._ears = Ears(tell=self._tell, pass_key=self._outlets.pass_key, played=self.played)
        self._strange = self._ticks = 0
        self._silent_told = False
        self._audio_at = self._report_at = 0.0

    def connect(
        self, host: str, port: int, law: int, event: int, symmetric: bool, inband: bool, keys: engine_port.RawKeys, /
    ) -> None:
        try:
            address = (str(ipaddress.ip_address(host)), port)
        except ValueError as error:
            raise ValueError(f"not a numeric address: {host}") from error
        with self._lock:
            self._where.symmetric, self._ears.inband = symmetric, inband
            self._out.law, self._out.event_payload = law, event
            self._shield.take_keys(keys)
            if self._shield.up and not self._out.packets:
                self._out.sequence &= 0x7FFF  # RFC 3711 3.3.1: so that no early loss makes the far side miscount
            if address != self._where.signalled:
                self._move(address, time.monotonic())

    def play(self, prompt: Prompt, start_samples: int, number: int, endless: bool, /) -> None:
        with self._lock:
            self._out.play(prompt, start=start_samples, number=number, endless=endless)

    def stop_playing(self) -> float:
        with self._lock:
            seconds = self.played()
            self._out.playing = None
            return seconds

    def played(self) -> float:
        return 0.0 if self._out.playing is None else self._out.played_seconds

    def listen(self, wanted: bool, /) -> None:
        with self._lock:
            self._outlets.listen(wanted and not self.closed)

    @property
    def sounding(self) -> bool:
        """Something waits for whoever listens."""
        feed = self._outlets.feed
        return feed is not None and feed.waiting

    def sound(self) -> bytes:
        """What has been heard since the last time."""
        feed = self._outlets.feed
        return feed.take() if feed is not None else b""

    def join(self, other: "Stream | None", /) -> None:
        if other is None:
            with self._lock:
                self._outlets.join(None)
            return
        if other is self or other._hub is not self._hub:
            raise ValueError("a stream is joined with another stream of its own core")
        bridge = Bridge()
        for index, stream in enumerate((self, other)):
            stream._enter(Side(bridge=bridge, index=index))

    def send_digits(self, digits: bytes, ticks: int, gap_ticks: int, /) -> bool:
        with self._lock:
            return self._out.add_keys(digits.decode(), ticks=ticks, gap_ticks=gap_ticks)

    def record(self, path: bytes, /) -> None:
        recording = numpy_recording.Recording(path=Path(os.fsdecode(path)), stream=self.id, law=self._out.law)
        with self._lock:
            self._outlets.record(recording)
            if self.closed:
                self._outlets.record(None)

    def stop_recording(self) -> None:
        with self._lock:
            self._outlets.record(None)

    def pause_sending(self, paused: bool, /) -> None:
        with self._lock:
            self._out.paused = paused

    def close(self) -> engine_port.RawReport:
        with self._lock:
            if not self.closed:
                self._finish()
            far = self._reports
            return (
                self._out.packets,
                self._in.packets,
                self._in.late,
                self._in.lost,
                self._in.jitter / 8,
                far.known,
                far.loss,
                far.rtt_ms,
                far.jitter_ms,
                self._outlets.recorded_frames * 0.02,
                self._where.foreign,
                self._strange,
            )

    def tick(self, now: float) -> list[Heard]:
        """Sends one packet and reads what came; the sound in it is heard later, together with other streams'."""
        with self._lock:
            if self.closed:
                return []
            self._send()
            heard = self._receive(now)
            self._watch(now)
            self._ticks += 1
            return heard

    def hear(self, sound: Heard, energy: float, now: float) -> None:
        with self._lock:
            self._ears.hear(law=sound.law, audio=sound.audio, energy=energy, now=now)

    def _enter(self, side: Side) -> None:
        with self._lock:
            self._out.playing = None
            self._outlets.join(side)
            if self.closed:
                self._outlets.join(None)

    def _move(self, address: Address, now: float) -> None:
        if self._where.signalled is None:
            self._ears.connected_at = now
            self._report_at = now + self._hub.rtcp_seconds / 2
        self._where.move(address, now=now)
        self._audio_at = now
        self._silent_told = False

    def _finish(self) -> None:
        self.closed = True
        if self._where.signalled is not None:
            self._report(bye=True)
        self._rtp.close()
        self._rtcp.close()
        self._out.playing = None
        self._outlets.close()

    def _send(self) -> None:
        if self._where.signalled is None or self._out.paused:
            frame = self._out.skip()
        else:
            made, frame, finished = self._out.tick(self._outlets.crossing(self._out))
            sent = self._rtp.send(self._shield.leave(made), to=self._where.far)
            self._hub.packets_sent += sent
            self._hub.send_errors += not sent
            if finished:
                self._tell(engine_port.PLAY_FINISHED, number=self._out.play_number, seconds=self._out.played_seconds)
        self._outlets.say(law=self._out.law, frame=frame)

    def _receive(self, now: float) -> list[Heard]:
        heard: list[Heard] = []
        for datagram, source, arrival in self._rtp.read(most=1 if self._ticks % BURST_TICKS else BURST_PACKETS):
            self._hub.packets_received += 1
            self._take(datagram, source, arrival, now, heard)
        return heard

    def _take(self, datagram: bytes, source: Address, arrival: float, now: float, heard: list[Heard]) -> None:
        if self._where.signalled is not None and packet.is_rtcp(datagram):
            self._take_report(datagram, source, arrival)
            return
        try:
            arrived = packet.decode(self._shield.enter(datagram))
        except (packet.BrokenPacket, Refused):
            self._strange += 1
            return
        if self._where.signalled is None:
            self._strange += 1
        elif self._where.accepts(source, now=now):
            self._silent_told = False
            self._take_packet(arrived, arrival, now, heard)

    def _take_packet(self, arrived: packet.RtpPacket, arrival: float, now: float, heard: list[Heard]) -> None:
        kind = arrived.payload_type
        if kind not in (0, 8, 13) and kind != self._out.event_payload:
            self._strange += 1
            return
        if arrived.ssrc != self._in.ssrc:
            self._ears.forget_source()
            self._outlets.forget_source()
        if not self._in.count(ssrc=arrived.ssrc, sequence=arrived.sequence):
            return
        if kind == self._out.event_payload:
            self._take_digit(arrived, now)
        elif kind != 13 and arrived.payload:
            self._take_sound(arrived, arrival, now, heard)

    def _take_digit(self, arrived: packet.RtpPacket, now: float) -> None:
        self._in.break_time()
        try:
            self._ears.take_event(arrived, now=now)
        except packet.BrokenPacket:
            self._strange += 1

    def _take_sound(self, arrived: packet.RtpPacket, arrival: float, now: float, heard: list[Heard]) -> None:
        law = 0 if arrived.payload_type == 0 else 1
        self._in.time(timestamp=arrived.timestamp, arrival=arrival)
        self._audio_at = now
        heard.append(Heard(self, law, arrived.payload))
        self._outlets.hear(arrived, now=now)

    def _watch(self, now: float) -> None:
        self._ears.tick(now=now)
        if self._where.signalled is None:
            return
        if now - self._audio_at > 0.06:
            self._ears.hear_nothing(now=now)
        if self._outlets.feed is not None:
            self._hub.sounds_lost += self._outlets.feed.tick(now)
        if not self._silent_told and now - self._where.heard_at >= self._hub.far_silent_seconds:
            self._silent_told = True
            self._tell(engine_port.FAR_SILENT, seconds=now - self._where.heard_at)
        if self._ticks % 10 == 0:
            self._read_reports()
        if now >= self._report_at:
            self._report_at = now + self._hub.rtcp_seconds
            self._report(bye=False)

    def _read_reports(self) -> None:
        for datagram, source, arrival in self._rtcp.read(most=REPORTS_A_READ):
            self._take_report(datagram, source, arrival)

    def _take_report(self, datagram: bytes, source: Address, arrival: float) -> None:
        if not self._where.is_host(source):
            return
        try:
            self._reports.take(self._shield.enter(datagram), ssrc=self._out.ssrc, arrival=arrival)
        except Refused:
            self._strange += 1

    def _report(self, *, bye: bool) -> None:
        made = self._reports.make(out=self._out, reception=self._in, now=time.time(), bye=bye)
        self._rtcp.send(self._shield.leave(made), to=(self._where.far[0], self._where.far[1] + 1))

    def _tell(self, kind: int, *, number: int = 0, duration_ms: int = 0, seconds: float = 0.0) -> None:
        self._hub.tell((kind, self.id, number, duration_ms, seconds, None, 0))
