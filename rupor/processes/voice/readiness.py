"""Getting everything of an order ready before it is taken: what cannot be played or heard must never be dialled."""

from dataclasses import dataclass
from typing import Any

from rupor.engine import ports, speech
from rupor.engine.flow import cards, document
from rupor.engine.flow.graph import Flow
from rupor.media import Prompt
from rupor.processes.voice import music
from rupor.processes.voice.sounds import Sounds
from rupor.processes.voice.vocabularies import Phrases, Vocabularies


@dataclass(frozen=True)
class Ready:
    """All that one call will need."""

    flow: Flow
    sounds: dict[str, Prompt]
    vocabularies: dict[Phrases, speech.Vocabulary]
    recogniser: speech.Recogniser | None = None


async def prepare(*, order: ports.CallOrder, sounds: Sounds, vocabularies: Vocabularies) -> Ready:
    """Raises RuporError, retryable when only the voice or the recogniser is away for the moment."""
    flow = document.read(order.flow)
    prompts: dict[str, Any] = await sounds.prepare(clips=order.clips, needed=flow.clips)
    return Ready(
        flow=flow,
        sounds={cards.WAITING_MUSIC: music.waiting(), **prompts},
        vocabularies=await vocabularies.prepare(flow.phrases),
        recogniser=vocabularies.recogniser,
    )
