"""Sets of phrases made ready for the recogniser before a call is taken; one set serves all calls that ask for it."""

from collections import OrderedDict
from collections.abc import Iterable

from rupor.engine import speech
from rupor.kit import errors

Phrases = tuple[str, ...]
_MOST_KEPT = 256


class Vocabularies:
    """The newest sets are kept."""

    def __init__(self, recogniser: speech.Recogniser | None) -> None:
        self.recogniser = recogniser
        self._kept: OrderedDict[Phrases, speech.Vocabulary] = OrderedDict()

    async def prepare(self, needed: Iterable[Phrases]) -> dict[Phrases, speech.Vocabulary]:
        """Raises RuporError when a phrase cannot be recognised or nothing here recognises speech, Unavailable when the
        provider is away."""
        return {phrases: await self._vocabulary(phrases) for phrases in needed}

    async def _vocabulary(self, phrases: Phrases) -> speech.Vocabulary:
        if self.recogniser is None:
            raise errors.RuporError("recogniser_missing")
        found = self._kept.get(phrases)
        if found is None:
            found = self._kept[phrases] = await self.recogniser.prepare(phrases=phrases)
        self._kept.move_to_end(phrases)
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return found
