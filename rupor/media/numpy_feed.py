"""The far side's sound on its way to who listens, as in `feed.c`: pieces of a tenth of a second, in order."""

import collections
import threading

import numpy as np

from rupor.media import g711
from rupor.media.numpy_placing import PLACES, PlacedSound, ahead_of

FRAME = 160
PIECE_BYTES = 1600
PIECES_MOST = 32
PATIENCE = 3 * FRAME
QUIET_SECONDS = 0.2


class Feed:
    """Written by the media thread, emptied by the loop's."""

    def __init__(self, *, now: float) -> None:
        self._sound = PlacedSound()
        self._arrived_at = now
        self._silenced = False
        self._rest = self._pushed = b""
        self._pieces: collections.deque[bytes] = collections.deque(maxlen=PIECES_MOST)
        self._lock = threading.Lock()

    def forget_source(self) -> None:
        self._sound.placed = False

    def put(self, *, law: int, audio: bytes, timestamp: int, now: float) -> None:
        quiet = min(now - self._arrived_at, QUIET_SECONDS)
        samples = g711.decode(codes=np.frombuffer(audio, dtype=np.uint8), law=law)
        # After silence of our own making no packet is late: far clocks may stand still while nobody speaks.
        if self._silenced and ahead_of(timestamp, self._sound.playout) < 0:
            self._sound.placed = False
        self._silenced = False
        # A burst longer than the ring pushes the oldest on.
        over = ahead_of(timestamp + len(samples), self._sound.playout) - PLACES
        if self._sound.placed and over > 0:
            self._pushed += self._sound.take(over).tobytes()
        self._sound.put(samples=samples, timestamp=timestamp, delay=round(quiet * 8000))
        self._arrived_at = now

    def tick(self, now: float) -> int:
        """Moves what may be heard; tells how many pieces a slow reader has lost by it."""
        quiet = now - self._arrived_at > QUIET_SECONDS
        heard, self._pushed = self._pushed, b""
        heard += self._sound.take(max(self._sound.whole(), self._sound.waiting - (0 if quiet else PATIENCE))).tobytes()
        # Behind a gap that has been given up there may be whole sound.
        heard += self._sound.take(self._sound.whole()).tobytes()
        if quiet:
            self._silenced = True
            self._arrived_at += 0.02
            self._sound.skip(FRAME)
            heard += bytes(2 * FRAME)
        return self._cut(heard)

    @property
    def waiting(self) -> bool:
        return bool(self._pieces)

    def take(self) -> bytes:
        with self._lock:
            taken = b"".join(self._pieces)
            self._pieces.clear()
        return taken

    def _cut(self, heard: bytes) -> int:
        self._rest += heard
        lost = 0
        while len(self._rest) >= PIECE_BYTES:
            with self._lock:
                lost += len(self._pieces) == PIECES_MOST
                self._pieces.append(self._rest[:PIECE_BYTES])
            self._rest = self._rest[PIECE_BYTES:]
        return lost
