"""What the talk asks of those who understand speech and of those who speak; the providers behind are several.

A flow's phrases become a vocabulary once, before the call; each answer of the person is one utterance.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol


@dataclass(frozen=True, slots=True)
class Heard:
    """What the person said: one of the asked phrases, or (empty) something else. `confidence` is 0 to 1."""

    phrase: str
    confidence: float = 0.0
    text: str = ""


class Vocabulary(Protocol):
    """Phrases made ready for one provider; may be kept and used by many calls at once."""

    @property
    def phrases(self) -> tuple[str, ...]: ...


class Utterance(Protocol):
    """One answer being heard; both methods return at once."""

    def hear(self, sound: bytes) -> None:
        """The next piece: 8 kHz, mono, 16-bit."""

    def close(self) -> None:
        """Nobody waits for it any more; nothing is told afterwards."""


class Recogniser(Protocol):
    """A provider of speech in."""

    async def prepare(self, *, phrases: Sequence[str]) -> Vocabulary:
        """Raises RuporError naming the phrase that cannot be recognised, or Unavailable when the provider is away."""

    def utterance(self, *, vocabulary: Vocabulary, on_heard: Callable[[Heard], None]) -> Utterance:
        """`on_heard` is called once, in the event loop, when the person has said something and fallen silent."""


@dataclass(frozen=True, slots=True)
class OfferedVoice:
    """A voice that people choose. `title` is shown as it is; `paid` speech is charged by the price list.

    The id of a voice outside the built-in provider begins with its provider: `yandex:alena`.
    """

    id: str
    title: str
    language: str
    sex: Literal["female", "male"]
    provider: str
    paid: bool = False


class Synthesiser(Protocol):
    """A provider of speech out. Its methods block; threads may call them at once."""

    @property
    def provider(self) -> str: ...

    @property
    def version(self) -> str:
        """Another version sounds otherwise: clips spoken by the one before are not heard again."""

    @property
    def voices(self) -> tuple[OfferedVoice, ...]: ...

    def samples(self, *, text: str, voice: str) -> bytes:
        """8 kHz mono 16-bit; raises RuporError for a text that cannot be spoken, Unavailable when it is away.

        The text has no blank edges and may hold stress marks: «+» before the vowel.
        """

    def close(self) -> None:
        """Ends what it began."""


class Voice(Protocol):
    """All that speaks in one process."""

    async def clip_async(self, *, text: str, voice: str = "") -> Path:
        """A WAV file, 8 kHz mono 16-bit, kept by text and voice; raises RuporError, retryable when it is away."""
