"""What a subscriber heard of the robot: seconds of sound and keys."""

from dataclasses import dataclass, field


@dataclass
class Hearing:
    """Fed with the beginnings and ends of sound; seconds count from the first packet's connection."""

    digits: list[str] = field(default_factory=list)
    times: int = 0
    _seconds: float = 0.0
    _since: float | None = None

    @property
    def speaking(self) -> bool:
        """The robot is making sound now."""
        return self._since is not None

    def begins(self, at_seconds: float) -> None:
        """Sound."""
        self.times += 1
        self._since = at_seconds

    def ends(self, at_seconds: float) -> None:
        """Quiet."""
        if self._since is not None:
            self._seconds += max(0.0, at_seconds - self._since)
            self._since = None

    def total_seconds(self, *, now_seconds: float) -> float:
        """All sound heard, the one that is going on included."""
        going_on = max(0.0, now_seconds - self._since) if self._since is not None else 0.0
        return round(self._seconds + going_on, 2)
