"""Who answered, told from the rhythm of the first seconds: a person says a word and waits, a machine goes on speaking.

The limits come from measurements on labelled greetings. A doubt counts as a person: hanging up on a person costs
more than playing to a machine. Content (words, tones, causes) is not looked at here.
"""

from dataclasses import dataclass
from enum import Enum

STRETCH_SECONDS = 3.0
TOTAL_SECONDS = 3.4
PAUSE_SECONDS = 0.7
LONGEST_LOOK_SECONDS = 8.0


class Verdict(Enum):
    """What the ear decided; silence is a person who waits."""

    PERSON = "person"
    MACHINE = "machine"


@dataclass
class Ear:
    """Feed it the beginnings and ends of speech; all instants are seconds since the answer."""

    verdict: Verdict | None = None
    _spoken: float = 0.0
    _since: float | None = None
    _stopped_at: float | None = None

    def hear(self, *, speaking: bool, at_seconds: float) -> None:
        """Speech begins or has ended."""
        self.look(at_seconds=at_seconds)
        if speaking and self._since is None:
            self._since = at_seconds
        elif not speaking and self._since is not None:
            self._spoken += at_seconds - self._since
            self._since, self._stopped_at = None, at_seconds

    def look(self, *, at_seconds: float) -> Verdict | None:
        """The verdict by this instant; None while it is too early. Once given it stays."""
        if self.verdict is None:
            self.verdict = self._decide(at_seconds)
        return self.verdict

    @property
    def look_again_at_seconds(self) -> float:
        """When time alone may bring the verdict."""
        if self._since is not None:
            return self._since + min(STRETCH_SECONDS, TOTAL_SECONDS - self._spoken)
        if self._stopped_at is not None:
            return self._stopped_at + PAUSE_SECONDS
        return LONGEST_LOOK_SECONDS

    def _decide(self, at_seconds: float) -> Verdict | None:
        if at_seconds < self.look_again_at_seconds:
            return None
        return Verdict.MACHINE if self._since is not None else Verdict.PERSON
