"""The face of both: pieces go to a few threads, one thread at a time for each person; text becomes a phrase."""

import asyncio
import os
import re
import threading
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

from rupor.engine.speech import Heard, Vocabulary
from rupor.kit import errors
from rupor.providers.speech_models.engine import Engine, Stream

_WORD = re.compile(r"[^\W\d_]+")
SURE = 0.9
_ANYTHING = re.compile(r"\[unk\]")


class FirstSaid(Protocol):
    """Finds the first of the phrases in a text, with the forms of words; empty when there is none."""

    def __call__(self, *, text: str, phrases: Sequence[str]) -> str: ...


@dataclass(frozen=True)
class Phrases:
    """The vocabulary: phrases need no preparing beyond a look that the model knows their words."""

    phrases: tuple[str, ...]


class ModelRecogniser:
    """One a process; `engine` is VoskEngine or SherpaEngine."""

    def __init__(self, *, engine: Engine, first_said: FirstSaid, threads: int = 0) -> None:
        self._engine = engine
        self._first_said = first_said
        self._threads = ThreadPoolExecutor(max_workers=threads or os.cpu_count() or 1, thread_name_prefix="words")

    async def prepare(self, *, phrases: Sequence[str]) -> Phrases:
        """Raises RuporError naming a phrase with a word that the model does not know, or with no word at all."""
        for phrase in phrases:
            words = _WORD.findall(phrase.lower())
            unknown = [word for word in words if self._engine.unknown(word)]
            if unknown or not words:
                raise errors.RuporError(
                    "recognition_word_unknown", field="phrases", phrase=phrase, word=unknown[0] if unknown else "—"
                )
        return Phrases(tuple(phrases))

    def utterance(self, *, vocabulary: Vocabulary, on_heard: Callable[[Heard], None]) -> "ModelUtterance":
        """`on_heard` is called once, in the running loop."""
        phrases = vocabulary.phrases

        def understood(text: str) -> Heard:
            phrase = self._first_said(text=text, phrases=phrases)
            return Heard(phrase, confidence=SURE if phrase else 0.0, text=text)

        return ModelUtterance(
            engine=self._engine,
            phrases=phrases,
            threads=self._threads,
            loop=asyncio.get_running_loop(),
            on_text=lambda text: on_heard(understood(text)),
        )

    def close(self) -> None:
        """Ends the threads."""
        self._threads.shutdown(cancel_futures=True)


class ModelUtterance:
    """One answer. The stream is made in a thread too: a grammar takes a while to build."""

    def __init__(
        self,
        *,
        engine: Engine,
        phrases: Sequence[str],
        threads: ThreadPoolExecutor,
        loop: asyncio.AbstractEventLoop,
        on_text: Callable[[str], None],
    ) -> None:
        self._engine, self._phrases = engine, phrases
        self._threads, self._loop, self._on_text = threads, loop, on_text
        self._pieces: deque[bytes] = deque()
        self._guard = threading.Lock()
        self._running = False
        self._open = True
        self._stream: Stream | None = None

    def hear(self, sound: bytes) -> None:
        """The next piece."""
        with self._guard:
            if not self._open:
                return
            self._pieces.append(sound)
            if self._running:
                return
            self._running = True
        self._threads.submit(self._work)

    def close(self) -> None:
        """Nothing is told afterwards."""
        with self._guard:
            self._open = False
            self._pieces.clear()

    def _work(self) -> None:
        """In a thread: all pieces that came, until there are none or the person was understood."""
        stream = self._stream = self._stream or self._engine.stream(self._phrases)
        while True:
            with self._guard:
                if not self._pieces or not self._open:
                    self._running = False
                    return
                piece = self._pieces.popleft()
            text = stream.accept(piece)
            if text:
                self._loop.call_soon_threadsafe(self._tell, _ANYTHING.sub("", text).strip())

    def _tell(self, text: str) -> None:
        if self._open:
            self.close()
            self._on_text(text)
