"""Who answered the call, joined to its leg: the ear is told of speech, and the call of the verdict."""

import asyncio
from collections.abc import Callable

from rupor.engine.dialing.answer_detection import Ear, Verdict

_SOONEST_SECONDS = 0.02


class Detection:
    """One call's. `on_machine` is told once, when no person took the call."""

    def __init__(self, *, on_machine: Callable[[], None]) -> None:
        self._ear = Ear()
        self._on_machine = on_machine
        self._loop = asyncio.get_running_loop()
        self._answered_at = 0.0
        self._timer: asyncio.TimerHandle | None = None

    @property
    def machine(self) -> bool:
        """The verdict was: no person."""
        return self._ear.verdict is Verdict.MACHINE

    @property
    def answered_by(self) -> str:
        """The word for the call's result; empty while nobody knows."""
        return self._ear.verdict.value if self._ear.verdict else ""

    def begin(self) -> None:
        """The call was answered now."""
        self._answered_at = self._loop.time()
        self._look_later(self._ear.look_again_at_seconds)

    def speech(self, *, speaking: bool, at_seconds: float) -> None:
        """The far side began or ceased to make sound."""
        if self._ear.verdict is None:
            self._ear.hear(speaking=speaking, at_seconds=at_seconds)
            self._look()

    def stop(self) -> None:
        """The call is over."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _look(self) -> None:
        self.stop()
        since_answer = self._loop.time() - self._answered_at
        verdict = self._ear.look(at_seconds=since_answer)
        if verdict is Verdict.MACHINE:
            self._on_machine()
        elif verdict is None:
            self._look_later(self._ear.look_again_at_seconds - since_answer)

    def _look_later(self, seconds: float) -> None:
        self._timer = self._loop.call_later(max(_SOONEST_SECONDS, seconds), self._look)
