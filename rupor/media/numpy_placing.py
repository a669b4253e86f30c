"""Far sound put in order by timestamp, as in `placing.c`: for who listens, and for a joined stream."""

import numpy as np

from rupor.media import g711

PLACES = 4096
MISPLACED_MAX = 5
MISSING = -32768  # no code of G.711 is as loud


def ahead_of(timestamp: int, other: int) -> int:
    """How many samples `timestamp` is after `other`, around the end of 32 bits."""
    return (timestamp - other + 0x80000000) % 0x100000000 - 0x80000000


class PlacedSound:
    """A ring of samples in which an empty place is known as such. `playout` is taken next, `newest` ends what came."""

    def __init__(self) -> None:
        self.placed = False
        self.playout = self.newest = 0
        self._misplaced = 0
        self._ring = np.full(PLACES, MISSING, dtype=np.int16)

    @property
    def waiting(self) -> int:
        return ahead_of(self.newest, self.playout)

    def put(self, *, samples: g711.Samples, timestamp: int, delay: int) -> None:
        """What comes too late is left out; five such, or one far ahead, begin a new order `delay` before it."""
        ahead, length = ahead_of(timestamp, self.playout), len(samples)
        if not 0 < length <= PLACES // 2:
            return
        if self.placed and ahead < 0:
            self._misplaced += 1
            if self._misplaced < MISPLACED_MAX:
                return
        if not self.placed or ahead < 0 or ahead + length > PLACES:
            self._ring[:] = MISSING
            self.playout, self.newest, self.placed = (timestamp - delay) % 2**32, timestamp, True
        self._misplaced = 0
        self._ring[np.arange(timestamp, timestamp + length) % PLACES] = samples
        if ahead_of(timestamp + length, self.newest) > 0:
            self.newest = (timestamp + length) % 2**32

    def whole(self) -> int:
        """How many samples can be taken before one is missing."""
        gaps = np.flatnonzero(self._ring[self._next(self.waiting)] == MISSING)
        return int(gaps[0]) if gaps.size else max(0, self.waiting)

    def take(self, count: int) -> g711.Samples:
        """The next samples, at most what waits; the missing are silence."""
        places = self._next(min(count, self.waiting))
        taken = self._ring[places]
        self._ring[places] = MISSING
        self.playout = (self.playout + len(taken)) % 2**32
        taken[taken == MISSING] = 0
        return taken

    def skip(self, count: int) -> None:
        """The clock goes on by so much though nothing came."""
        self.playout = self.newest = (self.newest + count) % 2**32

    def _next(self, count: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        return np.arange(self.playout, self.playout + max(0, count), dtype=np.int64) % PLACES
