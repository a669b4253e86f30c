"""How fast to send: never above the account's limit, and slower while the centre says that it is throttled.

Each throttled answer takes 2 % of the speed, each accepted one gives a little back: one odd refusal among a hundred
changes nothing, a real limit is found within a second. Instants are arguments.
"""

_LOST_SHARE = 0.98
_GAINED_SHARE = 1.0005
_GAINED_OF_LIMIT = 0.0001
_SLOWEST_OF_LIMIT = 0.01
_BURST_SECONDS = 0.02
_ALMOST_ONE = 1.0 - 1e-6
FIRST_RETRY_SECONDS = 0.5
LAST_RETRY_SECONDS = 10.0


class Pace:
    """A bucket of permits that fills at the present speed."""

    def __init__(self, *, per_second: float) -> None:
        self._limit = per_second
        self._permits = 1.0
        self._filled_at = 0.0
        self.per_second = per_second

    def wait_seconds(self, *, now: float) -> float:
        """How long until one may be sent; 0.0 means now."""
        gained = max(0.0, now - self._filled_at) * self.per_second
        self._permits = min(self._permits + gained, max(1.0, self.per_second * _BURST_SECONDS))
        self._filled_at = now
        return 0.0 if self._permits > _ALMOST_ONE else (1.0 - self._permits) / self.per_second

    def spend(self) -> None:
        self._permits -= 1.0

    def accepted(self) -> None:
        self.per_second = min(self._limit, self.per_second * _GAINED_SHARE + self._limit * _GAINED_OF_LIMIT)

    def throttled(self) -> None:
        self.per_second = max(self.per_second * _LOST_SHARE, self._limit * _SLOWEST_OF_LIMIT, min(1.0, self._limit))


def retry_seconds(*, tries: int, chance: float) -> float:
    """How long a throttled part waits before its next try: doubling, with up to half of it left to chance (0 to 1)."""
    longest = min(LAST_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2.0 ** min(tries, 16))
    return longest * (0.5 + chance / 2)
