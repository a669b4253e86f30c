"""Where a far side's sound goes besides the ears: the recording, who listens, and a joined stream."""

import time

from rupor.media import g711
from rupor.media.numpy_bridge import Side
from rupor.media.numpy_feed import Feed
from rupor.media.numpy_recording import Recording, Writer
from rupor.media.numpy_sending import Sender
from rupor.protocols.rtp.packet import RtpPacket


class Outlets:
    """Of one stream, under its lock."""

    def __init__(self, *, writer: Writer) -> None:
        self.recorded_frames = 0
        self.feed: Feed | None = None
        self._writer = writer
        self._recording: Recording | None = None
        self._side: Side | None = None

    def record(self, recording: Recording | None) -> None:
        """In place of the one before, which ends."""
        if self._recording is not None:
            self.recorded_frames += self._recording.end()
            self._writer.ended()
        self._recording = recording
        if recording is not None:
            self._writer.begin(recording)

    def listen(self, wanted: bool) -> None:
        self.feed = Feed(now=time.monotonic()) if wanted else None

    def join(self, side: Side | None) -> None:
        """In place of whom it was joined with, who finds out at his next tick."""
        if self._side is not None:
            self._side.bridge.parted = True
        self._side = side

    def close(self) -> None:
        self.feed = None
        self.join(None)
        self.record(None)

    def forget_source(self) -> None:
        if self._recording is not None:
            self._recording.placed = False
        if self.feed is not None:
            self.feed.forget_source()
        if self._side is not None:
            self._side.own.forget_source()

    def hear(self, arrived: RtpPacket, *, now: float) -> None:
        """A packet of far sound."""
        law = g711.PCMU if arrived.payload_type == 0 else g711.PCMA
        if self.feed is not None:
            self.feed.put(law=law, audio=arrived.payload, timestamp=arrived.timestamp, now=now)
        if self._side is not None:
            self._side.own.put(law=law, audio=arrived.payload, timestamp=arrived.timestamp)
        if self._recording is not None:
            self._recording.hear_far(law=law, audio=arrived.payload, timestamp=arrived.timestamp)

    def say(self, *, law: int, frame: bytes) -> None:
        """What the far side is given to hear in this tick."""
        if self._recording is not None:
            self._recording.tick(law=law, near=frame)

    def pass_key(self, key: str, duration_ms: int) -> None:
        if self._side is not None:
            self._side.own.keys.append((key, duration_ms))

    def crossing(self, out: Sender) -> bytes | None:
        """The next 20 ms of a joined stream's far side; a key of it goes on to ours when no other is under way."""
        if self._side is not None and self._side.bridge.parted:
            self._side = None
        if self._side is None:
            return None
        if self._side.other.keys and not out.keying:
            key, duration_ms = self._side.other.keys.pop(0)
            out.add_keys(key, ticks=min(max(round(duration_ms / 20), 2), 300), gap_ticks=2)
        return self._side.other.frame(law=out.law)
