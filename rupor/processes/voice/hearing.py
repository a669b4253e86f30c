"""The words of one call: an utterance is opened when the flow listens, and another after it while it still does."""

import asyncio
from collections.abc import Callable, Mapping

from rupor.engine import speech
from rupor.processes.voice.far_sound import FarSound
from rupor.processes.voice.vocabularies import Phrases

# From the end of what was said a recogniser makes sure that it is the end, and thinks.
THINKS_SECONDS = 1.5


class Hearing:
    """Listens to one set of phrases at a time."""

    def __init__(
        self,
        *,
        recogniser: speech.Recogniser | None,
        vocabularies: Mapping[Phrases, speech.Vocabulary],
        far: FarSound,
        on_heard: Callable[[speech.Heard], None],
    ) -> None:
        self._recogniser = recogniser
        self._vocabularies = vocabularies
        self._far = far
        self._on_heard = on_heard
        self._loop = asyncio.get_running_loop()
        self._phrases: Phrases = ()
        self._utterance: speech.Utterance | None = None
        self._opening: asyncio.TimerHandle | None = None
        self._quiet_since: float | None = -THINKS_SECONDS

    def begin(self, phrases: Phrases, *, after_seconds: float = 0.0) -> None:
        """A new question: whatever was being said belongs to the old one."""
        self.stop()
        if phrases and self._recogniser is not None:
            self._phrases = phrases
            self._opening = self._loop.call_later(after_seconds, self._open)

    def go_on(self, phrases: Phrases) -> None:
        """The clip is over and its question stands: a sentence that was begun into its end still counts."""
        if phrases != self._phrases or self._utterance is None:
            self.begin(phrases)

    def far_speaks(self, *, speaking: bool) -> None:
        """The far side began or ceased to make sound; what began before the question may be the answer to it."""
        self._quiet_since = None if speaking else self._loop.time()

    @property
    def busy(self) -> bool:
        """Somebody is speaking, or has just ceased to and is not understood yet."""
        if self._utterance is None:
            return False
        return self._quiet_since is None or self._loop.time() - self._quiet_since < THINKS_SECONDS

    def stop(self) -> None:
        """Nothing more is heard."""
        if self._opening is not None:
            self._opening.cancel()
            self._opening = None
        self._close()
        self._phrases = ()

    def _open(self) -> None:
        self._opening = None
        if self._recogniser is None:
            return
        self._utterance = self._recogniser.utterance(vocabulary=self._vocabularies[self._phrases], on_heard=self._heard)
        self._far.add(self._utterance.hear)

    def _heard(self, heard: speech.Heard) -> None:
        phrases = self._phrases
        self._close()
        self._on_heard(heard)
        if phrases and self._phrases == phrases and self._utterance is None and self._opening is None:
            self._open()

    def _close(self) -> None:
        if self._utterance is not None:
            self._far.remove(self._utterance.hear)
            self._utterance.close()
            self._utterance = None
