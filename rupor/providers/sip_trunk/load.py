"""How busy a trunk is: calls under way and a bucket of starts. Pure: the instant is an argument."""

from dataclasses import dataclass

# A loop that is late by this much still keeps the rate; the far end never sees more than this on top of it.
_BURST_SECONDS = 0.25


@dataclass
class Load:
    """Outlives a change of the trunk's configuration, as the calls do. 0 means no limit."""

    channels: int = 0
    starts_per_second: int = 0
    calls: int = 0
    _starts: float = 1.0
    _filled_at: float = 0.0

    def has_room(self, *, at: float) -> bool:
        """Whether one more call may begin now."""
        self._fill(at)
        return (not self.channels or self.calls < self.channels) and (not self.starts_per_second or self._starts >= 1)

    def begin(self, *, at: float) -> None:
        """One more call."""
        self._fill(at)
        self._starts -= 1
        self.calls += 1

    def admit(self) -> None:
        """A call that came from there: it takes a channel and no start."""
        self.calls += 1

    def end(self) -> None:
        """A call is over or went another way."""
        self.calls -= 1

    def _fill(self, at: float) -> None:
        most = max(1.0, self.starts_per_second * _BURST_SECONDS)
        self._starts = min(most, self._starts + (at - self._filled_at) * self.starts_per_second)
        self._filled_at = at
