"""Getting every clip of an order ready before the order is taken: what cannot be played must never be dialled."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from rupor.engine import ports
from rupor.kit import errors, storage
from rupor.media import prompts


class Speech(Protocol):
    """A voice that can speak a text into a file."""

    async def clip_async(self, *, text: str, voice: str = "") -> Path: ...


class Sounds:
    """Stored prompts and spoken texts, as things the media core can play."""

    def __init__(self, *, folder: Path, speech: Speech) -> None:
        self._storage = storage.Storage(folder)
        self._speech = speech

    async def prepare(self, *, clips: Mapping[str, ports.Clip], needed: Iterable[str]) -> dict[str, prompts.Prompt]:
        """A prompt for each needed key; raises RuporError, retryable when only the voice is away for the moment."""
        return {key: await self._prompt(key, clips.get(key)) for key in needed}

    async def _prompt(self, key: str, clip: ports.Clip | None) -> prompts.Prompt:
        if clip is None or not (clip.prompt or clip.text):
            raise errors.RuporError("prompt_missing", clip=key)
        if clip.prompt:
            return prompts.load(self._storage.at(clip.prompt))
        return prompts.load(await self._speech.clip_async(text=clip.text, voice=clip.voice))
