"""Steady tones: the beep of a machine, the three of an announcement, a busy or ringing line, a fax. And music.

A tone is most of a frame's energy at a frequency that stays. Speech never does so for as long as 150 ms.
"""

from dataclasses import dataclass, field

from rupor.engine.dialing.answer_detection.verdicts import Beep

FRAME_SECONDS = 0.02
_SHARE = 0.8
_DRIFT_HERTZ = 20.0
_LEAST_DB = -45.0
LEAST_SECONDS = 0.15
_BEEP_HERTZ = (400.0, 2000.0)
_LINE_HERTZ, _LINE_WIDTH, _LINE_SECONDS = 425.0, 8.0, 0.25
_SPECIAL_HERTZ = ((913.8, 985.2), (1370.6, 1428.5), (1776.7, 1776.7))
_SPECIAL_WIDTH, _SPECIAL_SECONDS = 12.0, (0.2, 0.45)
_FAX_HERTZ = 2050.0


@dataclass
class Tones:
    """Fed frame by frame; `beeps` are told when they have ended."""

    beeps: list[Beep] = field(default_factory=list)
    special: int = 0
    _next: int = 0
    line: int = 0
    fax: bool = False
    held_seconds: float = 0.0
    _began: float = 0.0
    _hertz: float = 0.0
    _frames: int = 0

    def frame(self, *, at_seconds: float, hertz: float, share: float, level_db: float) -> bool:
        """The frame that ends at this instant; True when it belongs to a tone that has lasted."""
        steady = share > _SHARE and level_db > _LEAST_DB
        if steady and self._frames and abs(hertz - self._hertz) < _DRIFT_HERTZ:
            self._hertz += (hertz - self._hertz) / 4
            self._frames += 1
        else:
            self._end(at_seconds)
            self._began, self._hertz, self._frames = at_seconds - FRAME_SECONDS, hertz, int(steady)
        lasts = self._frames * FRAME_SECONDS >= LEAST_SECONDS
        if lasts:
            self.held_seconds += FRAME_SECONDS
            self.fax = self.fax or (self._hertz > _FAX_HERTZ and self._frames > 25)
        return self._frames * FRAME_SECONDS >= 0.06

    def _end(self, at_seconds: float) -> None:
        seconds = self._frames * FRAME_SECONDS
        if seconds < LEAST_SECONDS:
            return
        if abs(self._hertz - _LINE_HERTZ) < _LINE_WIDTH and seconds > _LINE_SECONDS:
            self.line += 1
        elif self._next < 3 and self._is_special(self._next, seconds):
            self.special, self._next = self.special + 1, self._next + 1
        elif self._next == 0 and self._is_special(1, seconds):
            # The beginning of a call's sound may be lost, and the first tone with it.
            self.special, self._next = 1, 2
        elif _BEEP_HERTZ[0] <= self._hertz <= _BEEP_HERTZ[1]:
            self.special = self._next = int(self._is_special(0, seconds))
            self.beeps.append(Beep(self._began, seconds, self._hertz))

    def _is_special(self, place: int, seconds: float) -> bool:
        fits = _SPECIAL_SECONDS[0] <= seconds <= _SPECIAL_SECONDS[1]
        return fits and any(abs(self._hertz - known) < _SPECIAL_WIDTH for known in _SPECIAL_HERTZ[place])

    @property
    def announced(self) -> bool:
        """Two of the three tones in their order are enough."""
        return self.special >= 2
