"""How many calls may be in progress and how many may start now. Pure: the instant is an argument.

The bulk lane leaves a few lines and a start to the urgent one, so that an urgent call does not wait for a bulk one.
"""

from dataclasses import dataclass

_URGENT_SHARE = 0.02
# A loop that is late by this much still keeps the rate; the trunk never sees more than this on top of it.
_BURST_SECONDS = 0.25


@dataclass
class Lines:
    """Lines and a bucket of starts, filled evenly; it may go into debt when two lanes asked at once."""

    capacity: int
    starts_per_second: int
    busy: int = 0
    _own: tuple[int, int] = (0, 0)
    _starts: float = 0.0
    _filled_at: float = 0.0

    def __post_init__(self) -> None:
        self._own = (self.capacity, self.starts_per_second)

    def narrow(self, limits: tuple[int, int]) -> None:
        """What the trunks together can take: calls at once and starts per second, 0 is no limit. Never more than our
        own."""
        channels, starts = limits
        self.capacity = min(self._own[0], channels or self._own[0])
        self.starts_per_second = min(self._own[1], starts or self._own[1])

    @property
    def urgent_reserve(self) -> int:
        """Lines that the bulk lane leaves free."""
        return max(1, round(self.capacity * _URGENT_SHARE)) if self.capacity > 1 else 0

    def may_start(self, *, at: float, urgent: bool) -> int:
        """How many orders to ask for now; 0 means wait."""
        self._fill(at)
        free = self.capacity - self.busy - (0 if urgent else self.urgent_reserve)
        starts = self._starts if urgent or self._burst < 2 else self._starts - 1
        return max(0, min(free, int(starts)))

    def seize(self) -> bool:
        """A line for an order that came; False when another lane was quicker."""
        if self.busy >= self.capacity:
            return False
        self.busy += 1
        self._starts -= 1
        return True

    def admit(self) -> bool:
        """A line for a call that came by itself: it costs no start. False when all are busy."""
        if self.busy >= self.capacity:
            return False
        self.busy += 1
        return True

    def release(self) -> None:
        """The call is over, or was never made."""
        self.busy -= 1

    @property
    def _burst(self) -> float:
        return max(1.0, self.starts_per_second * _BURST_SECONDS)

    def _fill(self, at: float) -> None:
        self._starts = min(self._burst, self._starts + (at - self._filled_at) * self.starts_per_second)
        self._filled_at = at
