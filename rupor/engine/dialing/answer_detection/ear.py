"""One call's ear: it is told of speech, or hears the sound itself, and gives one verdict."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from rupor.engine.dialing.answer_detection import deciding, judge, sound
from rupor.engine.dialing.answer_detection.rhythm import FRAME_SECONDS, Rhythm
from rupor.engine.dialing.answer_detection.tones import Tones
from rupor.engine.dialing.answer_detection.verdicts import Beep, Decision, Verdict

# Sound that comes so much later than it should has ceased to come: a far side that sends nothing in silence.
_LATE_SECONDS = 0.5


def _no_tail() -> sound.Samples:
    return np.zeros(sound.WINDOW - sound.FRAME, np.int16)


@dataclass
class Ear:
    """All instants are seconds since the answer. Where sound is heard, beginnings and ends of speech are not needed.

    `on_beep` is told of every beep, also after the verdict, as long as sound comes.
    """

    on_beep: Callable[[Beep], None] = lambda beep: None
    limits: deciding.Limits = deciding.LIMITS
    decision: Decision | None = None
    rhythm: Rhythm = field(default_factory=Rhythm)
    tones: Tones = field(default_factory=Tones)
    memory: judge.Memory = field(default_factory=judge.Memory)
    shares: tuple[float, ...] | None = None
    _words: list[str] = field(default_factory=list)
    _tail: sound.Samples = field(default_factory=_no_tail)
    _inputs: judge.Floats = field(default_factory=lambda: np.empty((0, judge.INPUTS), np.float32))
    _hears: bool = False

    def hear(self, *, speaking: bool, at_seconds: float) -> None:
        """Speech begins or has ended, by the media core's word."""
        if not self._hears:
            self.look(at_seconds=at_seconds)
            self.rhythm.told(speaking=speaking, at_seconds=at_seconds)
            self.look(at_seconds=at_seconds)

    def word(self, phrase: str) -> Decision | None:
        """A recogniser heard one of `deciding.WORDS`."""
        self._words.append(phrase)
        return self._decide()

    @property
    def verdict(self) -> Verdict | None:
        """Who answered; None while nobody knows."""
        return self.decision.verdict if self.decision else None

    def look(self, *, at_seconds: float) -> Verdict | None:
        """The verdict by this instant; None while it is too early. Once given it stays."""
        if not self._hears:
            self.rhythm.now = max(self.rhythm.now, at_seconds)
            self._decide()
        elif at_seconds - self.rhythm.now > _LATE_SECONDS and self.decision is None:
            self._hear_nothing(at_seconds - _LATE_SECONDS)
        return self.verdict

    def cut(self, piece: bytes) -> judge.Floats | sound.Samples:
        """The next piece of sound (8 kHz, 16-bit) as windows to analyse; `note` takes what they tell."""
        if not self._hears:
            # What the media core told before is told again by the sound itself.
            self._hears, self.rhythm = True, Rhythm()
        windows, self._tail = sound.windows(self._tail, np.frombuffer(piece, dtype=np.int16))
        return windows

    def note(self, frames: sound.Frames) -> list[tuple[judge.Floats, list[float]]]:
        """Frames of one's own windows; returns what the judge is to weigh: a tenth of a second each."""
        floors, rhythms = [], []
        waits = self.decision is None
        told = (frames.level, frames.tone_hertz, frames.tone_share, frames.voicing)
        for level, hertz, share, voicing in zip(*(each.tolist() for each in told), strict=True):
            tonal = self._tone(level, hertz, share)
            self.rhythm.frame(level_db=level, voicing=voicing, tonal=tonal)
            floors.append(self.rhythm.floor_db)
            if waits and (len(self._inputs) + len(floors)) % judge.STEP_FRAMES == 0:
                rhythms.append(judge.rhythm_of(self.rhythm, held_seconds=self.tones.held_seconds))
        if not waits:
            return []
        fresh = judge.inputs(frames=frames, floors=floors)
        heard = np.concatenate([self._inputs, fresh]) if len(self._inputs) else fresh
        ready = len(rhythms) * judge.STEP_FRAMES
        self._inputs = heard[ready:]
        return list(zip(heard[:ready].reshape(-1, judge.STEP_FRAMES, judge.INPUTS), rhythms, strict=True))

    def weigh(self, shares: Sequence[float] | None) -> Decision | None:
        """The judge has spoken, or there is none."""
        if shares is not None:
            before = self.shares or tuple(shares)
            self.shares = tuple((old + new) / 2 for old, new in zip(before, shares, strict=True))
        return self._decide()

    @property
    def look_again_at_seconds(self) -> float:
        """When time alone may bring the verdict."""
        rhythm, limits = self.rhythm, self.limits
        if self._hears:
            return rhythm.now + _LATE_SECONDS + 2 * FRAME_SECONDS
        if rhythm.since is not None:
            left = min(limits.stretch_seconds - rhythm.stretch, limits.total_seconds - rhythm.spoken)
            return rhythm.now + max(0.0, left)
        if rhythm.stretches:
            return rhythm.stretches[-1][1] + limits.waits_long_seconds
        return limits.longest_seconds

    def _tone(self, level: float, hertz: float, share: float) -> bool:
        known = len(self.tones.beeps)
        tonal = self.tones.frame(at_seconds=self.rhythm.now + FRAME_SECONDS, hertz=hertz, share=share, level_db=level)
        for beep in self.tones.beeps[known:]:
            self.on_beep(beep)
        return tonal

    def _hear_nothing(self, until_seconds: float) -> None:
        while self.rhythm.now < until_seconds and self._decide() is None:
            self.rhythm.frame(level_db=-100.0, voicing=0.0, tonal=False)

    def _decide(self) -> Decision | None:
        if self.decision is None:
            self.decision = deciding.decide(
                rhythm=self.rhythm, tones=self.tones, shares=self.shares, words=self._words, limits=self.limits
            )
        return self.decision
