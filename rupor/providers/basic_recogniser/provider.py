"""The face of the built-in recogniser.

words = BasicRecogniser(spoken=espeak.phones)
vocabulary = await words.prepare(phrases=("да", "нет"))
utterance = words.utterance(vocabulary=vocabulary, on_heard=...)
utterance.hear(piece)                                                    # 8 kHz, 16-bit, ~100 ms
"""

import asyncio
import functools
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from rupor.engine.speech import Heard, Vocabulary
from rupor.kit import errors
from rupor.media.ear import Ear, Samples
from rupor.providers.basic_recogniser import calibration, forms, judging, matching, network

SURE_MARGIN = 0.5
KEPT_VOCABULARIES = 256


@dataclass(frozen=True)
class BasicVocabulary:
    """Phrases and their judge."""

    phrases: tuple[str, ...]
    judge: judging.Judge | None


class BasicRecogniser:
    """One a process. `spoken` gives the IPA of a text and may block; vocabularies are kept by their phrases."""

    def __init__(self, *, spoken: Callable[[str], str]) -> None:
        self._spoken = spoken
        self._batches = network.Batches()
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vocabularies")
        self._vocabulary = functools.lru_cache(maxsize=KEPT_VOCABULARIES)(self._made)

    def vocabulary(self, phrases: tuple[str, ...]) -> BasicVocabulary:
        """`prepare` for threads."""
        return self._vocabulary(phrases)

    async def prepare(self, *, phrases: Sequence[str]) -> BasicVocabulary:
        """Raises RuporError naming a phrase that has no sounds. The first time takes some tenths of a second."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._vocabulary, tuple(phrases))

    def utterance(self, *, vocabulary: Vocabulary, on_heard: Callable[[Heard], None]) -> "BasicUtterance":
        """`on_heard` is called once, in the running loop."""
        if not isinstance(vocabulary, BasicVocabulary):
            raise TypeError("the vocabulary of another recogniser")
        return BasicUtterance(
            vocabulary=vocabulary, batches=self._batches, loop=asyncio.get_running_loop(), on_heard=on_heard
        )

    def close(self) -> None:
        """Ends the threads."""
        self._batches.close()
        self._threads.shutdown(cancel_futures=True)

    def _made(self, phrases: tuple[str, ...]) -> BasicVocabulary:
        ways = [forms.forms(phrase, spoken=self._spoken) for phrase in phrases]
        for phrase, known in zip(phrases, ways, strict=True):
            # espeak-ng would read the names of signs aloud.
            if not known or not any(letter.isalnum() for letter in phrase):
                raise errors.RuporError("recognition_no_sounds", field="phrases", phrase=phrase)
        if not phrases:
            return BasicVocabulary((), None)
        together = tuple(form for known in ways for form in known)
        judge = judging.Judge(
            forms=together,
            owners=tuple(owner for owner, known in enumerate(ways) for _ in known),
            lattice=matching.Lattice.of(together),
            thresholds=np.array([calibration.threshold(form, phrases=len(phrases)) for form in together], np.float32),
        )
        return BasicVocabulary(phrases, judge)


class BasicUtterance:
    """One answer. Sound without a single sound of speech in it is not an answer: it goes on listening."""

    def __init__(
        self,
        *,
        vocabulary: BasicVocabulary,
        batches: network.Batches,
        loop: asyncio.AbstractEventLoop,
        on_heard: Callable[[Heard], None],
    ) -> None:
        self._vocabulary, self._batches, self._loop, self._on_heard = vocabulary, batches, loop, on_heard
        self._ear = Ear()
        self._open = True

    def hear(self, sound: bytes) -> None:
        """The next piece; the network is asked when the person falls silent."""
        if not self._open:
            return
        utterance = self._ear.hear(sound)
        if utterance is not None:
            self._batches.ask(utterance, self._judge)

    def close(self) -> None:
        """Nothing is told afterwards."""
        self._open = False

    def _judge(self, seen: matching.Losses) -> None:
        """In the thread of the network."""
        told = heard(self._vocabulary, seen)
        if told is not None and self._open:
            self._loop.call_soon_threadsafe(self._tell, told)

    def _tell(self, told: Heard) -> None:
        if self._open:
            self._open = False
            self._on_heard(told)


def heard(vocabulary: BasicVocabulary, seen: matching.Losses) -> Heard | None:
    """What was said, or None when there was no speech in it."""
    if vocabulary.judge is None:
        return Heard("") if matching.said(seen).any() else None
    verdict = vocabulary.judge.verdict(seen)
    if verdict.phrase >= 0:
        sure = 1 / (1 + float(np.exp(-4 * verdict.margin / SURE_MARGIN)))
        return Heard(vocabulary.phrases[verdict.phrase], confidence=round(sure, 3))
    return Heard("") if verdict.anything else None


def whole(recogniser_vocabulary: BasicVocabulary, sounds: list[Samples]) -> list[Heard | None]:
    """Whole utterances at once, without a loop: for benches."""
    return [heard(recogniser_vocabulary, seen) for seen in network.heard(sounds)]
