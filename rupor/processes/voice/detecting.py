"""Who answered one call, and the wait for a machine's beep. The clip plays meanwhile: nobody is kept waiting.

EARLY ──answered──> LISTENING ──verdict──> KNOWN ──wait_for_beep──> AWAITING ──beep or quiet──> DONE
"""

import asyncio
from collections.abc import Callable

from rupor.engine.dialing.answer_detection import Beep, Decision, Ear, Verdict
from rupor.processes.voice.ears import Ears
from rupor.processes.voice.far_sound import FarSound

# A machine that has ended its greeting and is silent for so long has no beep.
NO_BEEP_SECONDS = 3.0
LONGEST_GREETING_SECONDS = 40.0
_EARLY_WORDS_SECONDS = 0.8
_LOOK_SECONDS = 0.25


class Detection:
    """Lives as long as its call. Without sound of the far side it goes by the media core's beginnings and ends."""

    def __init__(self, *, ears: Ears, far: FarSound, on_decided: Callable[[Decision], None]) -> None:
        self._ears = ears
        self._far = far
        self._on_decided = on_decided
        self._loop = asyncio.get_running_loop()
        self._early: Ear | None = None
        self._ear: Ear | None = None
        self._answered_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._on_beep: Callable[[], None] | None = None
        self._told = False

    @property
    def answered_by(self) -> str:
        """The word of the record; an announcement before the answer counts."""
        if self._ear is None:
            return Verdict.ANNOUNCEMENT.value if self._announced_early() else ""
        return self._ear.decision.verdict.value if self._ear.decision else ""

    @property
    def machine(self) -> bool:
        """Not a person took the call."""
        decision = self._ear.decision if self._ear else None
        return decision is not None and not decision.verdict.human

    def hear_early(self) -> None:
        """The network speaks before the answer."""
        if self._ear is None and self._early is None:
            self._early = Ear()
            self._far.add(self._hear_early)

    def begin(self) -> None:
        """The call was answered."""
        self._far.remove(self._hear_early)
        self._answered_at = self._loop.time()
        self._ear = Ear(on_beep=self._beeped)
        self._ears.open(self._ear, on_decided=self._decided)
        self._far.add(self._hear)
        self._look()

    def speech(self, *, speaking: bool, at_seconds: float) -> None:
        """Speech began or ended, by the media core's word."""
        if self._ear is not None and self._ear.decision is None:
            self._ear.hear(speaking=speaking, at_seconds=at_seconds)
            self._look()

    def wait_for_beep(self, on_beep: Callable[[], None]) -> None:
        """Tells once: at the beep, at a long quiet, or when the greeting has no end."""
        self._on_beep = on_beep
        if self._ear is not None and self._ear.tones.beeps and not self._ear.rhythm.speaking:
            self._tell_beep()
        else:
            self._await_beep()

    def stop(self) -> None:
        """The call is over."""
        self._on_beep = None
        self._far.remove(self._hear)
        self._far.remove(self._hear_early)
        if self._ear is not None:
            self._ears.close(self._ear)
        if self._timer is not None:
            self._timer.cancel()

    def _announced_early(self) -> bool:
        if self._early is None:
            return False
        return self._early.tones.announced or self._early.rhythm.spoken >= _EARLY_WORDS_SECONDS

    def _hear(self, piece: bytes) -> None:
        if self._ear is not None:
            self._ears.hear(self._ear, piece)

    def _hear_early(self, piece: bytes) -> None:
        if self._early is not None:
            self._ears.hear(self._early, piece)

    def _look(self) -> None:
        if self._ear is None or self._told:
            return
        since_answer = self._loop.time() - self._answered_at
        if self._ear.look(at_seconds=since_answer) is not None:
            self._decided()
        else:
            self._after(max(0.02, self._ear.look_again_at_seconds - since_answer), self._look)

    def _decided(self) -> None:
        ear = self._ear
        if ear is None or ear.decision is None or self._told:
            return
        self._told = True
        self._ears.close(ear)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._on_decided(ear.decision)
        if self._on_beep is None:
            self._far.remove(self._hear)

    def _beeped(self, beep: Beep) -> None:
        self._tell_beep()

    def _await_beep(self) -> None:
        if self._ear is None or self._on_beep is None:
            return
        silent = self._ear.rhythm.quiet >= NO_BEEP_SECONDS
        if silent or self._loop.time() - self._answered_at >= LONGEST_GREETING_SECONDS:
            self._tell_beep()
        else:
            self._after(_LOOK_SECONDS, self._await_beep)

    def _tell_beep(self) -> None:
        told, self._on_beep = self._on_beep, None
        if told is not None:
            self._far.remove(self._hear)
            told()

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self._loop.call_later(seconds, act)
