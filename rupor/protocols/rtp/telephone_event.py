"""Digits beside the sound, RFC 4733: an event's payload, the plan of a press, a listener that tells each press once."""

import struct
from collections.abc import Iterator

import msgspec

from rupor.protocols.rtp.packet import BrokenPacket

KEYS = "0123456789*#ABCD"
STEP = 160
END_REPEATS = 3
END_LOST_SECONDS = 0.1
_PAYLOAD = struct.Struct("!BBH")
_LONG_DURATION = 0xF000


class Event(msgspec.Struct, frozen=True):
    """`duration` counts samples since the event's timestamp."""

    key: str
    duration: int
    end: bool = False
    volume: int = 10


class Pressed(msgspec.Struct, frozen=True):
    """A key that was let go."""

    key: str
    duration_ms: int


def encode(event: Event) -> bytes:
    return _PAYLOAD.pack(
        KEYS.index(event.key), (0x80 if event.end else 0) | event.volume & 0x3F, min(event.duration, 0xFFFF)
    )


def decode(payload: bytes) -> Event | None:
    """None for an event that is no key (flash, fax tones)."""
    if len(payload) < _PAYLOAD.size:
        raise BrokenPacket("rtp_short_event")
    number, second, duration = _PAYLOAD.unpack_from(payload)
    if number >= len(KEYS):
        return None
    return Event(key=KEYS[number], duration=duration, end=bool(second & 0x80), volume=second & 0x3F)


def spoken(*, key: str, ticks: int) -> Iterator[Event]:
    """The payloads of one press, one for each 20 ms; the last is said three times, for packets get lost."""
    for tick in range(1, ticks):
        yield Event(key=key, duration=tick * STEP)
    for _ in range(END_REPEATS):
        yield Event(key=key, duration=ticks * STEP, end=True)


class DigitListener:
    """Tells each press once, though packets repeat, change order or lose the end. Instants: seconds of any origin."""

    def __init__(self) -> None:
        self.heard_any = False
        self._open: Event | None = None
        self._timestamp = 0
        self._before = 0
        self._heard_at = 0.0

    def hear(self, *, payload: bytes, timestamp: int, marker: bool, at: float) -> list[Pressed]:
        event = decode(payload)
        if event is None:
            return []
        told: list[Pressed] = []
        if not self.heard_any or timestamp != self._timestamp:
            step = (timestamp - self._timestamp + 0x80000000) % 0x100000000 - 0x80000000
            if self.heard_any and -80_000 < step < 0:
                return []
            longer = self._goes_on(event=event, marker=marker, step=step)
            if self._open is not None and not longer:
                told.append(self._tell())
            self._before = self._before + step if longer else 0
            self._timestamp, self.heard_any = timestamp, True
            self._open = msgspec.structs.replace(event, duration=0, end=False)
        if self._open is None:
            return told
        self._heard_at = at
        self._open = msgspec.structs.replace(self._open, duration=max(self._open.duration, event.duration))
        if event.end:
            told.append(self._tell())
        return told

    def tick(self, *, at: float) -> list[Pressed]:
        """A press whose last packets were all lost ends after a moment without any."""
        if self._open is None or at - self._heard_at <= END_LOST_SECONDS:
            return []
        return [self._tell()]

    def forget_source(self) -> None:
        """Another sender counts time from another origin."""
        self.heard_any = False

    def _goes_on(self, *, event: Event, marker: bool, step: int) -> bool:
        """A press longer than 16 bits can count continues under a new timestamp, RFC 4733 2.5.1.3."""
        opened = self._open
        if opened is None or marker or not self.heard_any or opened.key != event.key:
            return False
        return opened.duration >= _LONG_DURATION and step <= 0x10000

    def _tell(self) -> Pressed:
        opened = self._open
        if opened is None:
            raise RuntimeError("no key is down")
        self._open = None
        return Pressed(key=opened.key, duration_ms=(self._before + opened.duration) // 8)
