"""Speech and quiet by turns: from frames where sound is heard, or from the media core's own beginnings and ends.

The floor of the noise follows unvoiced sound quickly and voiced sound hardly at all, so that a street does not count as
speech and a long sentence does not become the floor.
"""

from dataclasses import dataclass, field

FRAME_SECONDS = 0.02
START_SECONDS = 0.06
STOP_SECONDS = 0.2
_FLOOR_DB = -52.0
_LEAST_FLOOR_DB = -66.0
_OVER_FLOOR_DB = 7.0
_VOICED = 0.55
_UNVOICED_RISE_DB, _VOICED_RISE_DB = 0.4, 0.02
_VOICE_LASTS_SECONDS = 0.16


@dataclass
class Rhythm:
    """All instants are seconds since the answer."""

    stretches: list[tuple[float, float]] = field(default_factory=list)
    now: float = 0.0
    since: float | None = None
    floor_db: float = _FLOOR_DB
    _loud_since: float | None = None
    _loud_at: float = -1.0
    _voiced_at: float = -1.0
    _voiced_seconds: float = 0.0

    @property
    def speaking(self) -> bool:
        """Somebody speaks now, or has ceased less than `STOP_SECONDS` ago."""
        return self.since is not None

    def frame(self, *, level_db: float, voicing: float, tonal: bool) -> None:
        """The next 20 ms. A tone is not speech."""
        began, self.now = self.now, self.now + FRAME_SECONDS
        loud = not tonal and level_db > self.floor_db + _OVER_FLOOR_DB
        if loud and voicing > _VOICED:
            self._voiced_at = self.now
            self._voiced_seconds += FRAME_SECONDS
        rise = _VOICED_RISE_DB if voicing > _VOICED else _UNVOICED_RISE_DB
        step = (level_db - self.floor_db) * 0.15 if level_db < self.floor_db else min(rise, level_db - self.floor_db)
        self.floor_db = max(_LEAST_FLOOR_DB, self.floor_db + step)
        if loud and self.now - self._voiced_at < _VOICE_LASTS_SECONDS:
            self._loud(began)
        elif self.now - self._loud_at >= STOP_SECONDS:
            self._quiet()

    def told(self, *, speaking: bool, at_seconds: float) -> None:
        """The media core says so."""
        self.now = max(self.now, at_seconds)
        if speaking and self.since is None:
            self.since = at_seconds
        elif not speaking and self.since is not None:
            self.stretches.append((self.since, max(self.since, at_seconds)))
            self.since = None

    def _loud(self, began: float) -> None:
        if self._loud_since is None:
            self._loud_since, self._voiced_seconds = began, FRAME_SECONDS
        self._loud_at = self.now
        if (
            self.since is None
            and self.now - self._loud_since >= START_SECONDS
            and self._voiced_seconds >= START_SECONDS
        ):
            self.since = self._loud_since

    def _quiet(self) -> None:
        if self.since is not None:
            self.stretches.append((self.since, self._loud_at))
        self.since = self._loud_since = None

    @property
    def stretch(self) -> float:
        """How long the speech that goes on has lasted; 0 in quiet."""
        return 0.0 if self.since is None else self.now - self.since

    @property
    def spoken(self) -> float:
        """Speech in all."""
        return sum(end - begin for begin, end in self.stretches) + self.stretch

    @property
    def longest(self) -> float:
        """The longest speech without a pause."""
        return max([self.stretch, *(end - begin for begin, end in self.stretches)])

    @property
    def quiet(self) -> float:
        """How long nobody has spoken; since the answer when nobody has yet."""
        if self.since is not None:
            return max(0.0, self.now - self._loud_at) if self._loud_at >= 0 else 0.0
        return self.now - (self.stretches[-1][1] if self.stretches else 0.0)

    @property
    def onset(self) -> float | None:
        """When speech first began."""
        return self.stretches[0][0] if self.stretches else self.since
