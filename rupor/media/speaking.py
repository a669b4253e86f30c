"""Everything that speaks in one process: voices of several providers, one place where clips are kept.

    speech = Speech(synthesisers=[espeak], phones=espeak.phones, folder=settings.storage / "speech")
    path = speech.clip(text="Здравствуйте, Анна!", voice="ru-female")         # web, worker
    path = await speech.clip_async(text=..., voice=...)                        # gateway

A repeated text costs one file look-up. A voice whose provider is away is never replaced by another.
"""

import asyncio
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rupor.engine.speech import OfferedVoice, Synthesiser
from rupor.engine.text.reading import stress
from rupor.kit import errors
from rupor.media import loudness, spoken_clips

LONGEST_TEXT = 5000
CACHE_BYTES = 2_000_000_000
_SWEEP_EVERY_CLIPS = 1000


class Speech:
    """One a process. `absent` tells why a provider could not be opened; texts for its voices wait."""

    def __init__(
        self,
        *,
        synthesisers: Sequence[Synthesiser],
        phones: Callable[[str], str],
        folder: Path,
        absent: Mapping[str, errors.RuporError] | None = None,
        cache_bytes: int = CACHE_BYTES,
    ) -> None:
        self._by_voice = {voice.id: (voice, each) for each in synthesisers for voice in each.voices}
        self._synthesisers = tuple(synthesisers)
        self._phones = phones
        self.absent = dict(absent or {})
        self._clips = spoken_clips.Clips(folder=folder)
        self._cache_bytes = cache_bytes
        self._threads = ThreadPoolExecutor(max_workers=_threads(), thread_name_prefix="speech")
        self._spoken = 0

    @property
    def voices(self) -> tuple[OfferedVoice, ...]:
        """What can be chosen; the first is the usual one."""
        return tuple(voice for voice, _ in self._by_voice.values())

    def clip(self, *, text: str, voice: str = "") -> Path:
        """A WAV file with the text spoken, new or kept; raises RuporError for a text or voice that cannot be spoken."""
        offered, synthesiser = self._chosen(voice)
        said = stress.as_plus(" ".join(text.split()))
        if not said or len(said) > LONGEST_TEXT:
            raise errors.RuporError("speech_text_length", field="text", longest=LONGEST_TEXT)
        name = f"{synthesiser.provider} {synthesiser.version} {offered.id}"
        kept = self._clips.find(text=said, voice=name)
        if kept:
            return kept
        samples = loudness.even(synthesiser.samples(text=said, voice=offered.id))
        self._count()
        return self._clips.put(text=said, voice=name, pcm16=samples)

    def speak(self, *, text: str, voice: str = "") -> bytes:
        """The samples of `clip`."""
        return spoken_clips.read(self.clip(text=text, voice=voice))

    def phones(self, text: str) -> str:
        """The sounds of a Russian text in IPA, a line for each clause; may block."""
        return self._phones(text)

    async def clip_async(self, *, text: str, voice: str = "") -> Path:
        """`clip` without holding the loop."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: self.clip(text=text, voice=voice)
        )

    def close(self) -> None:
        """Waits for what is being spoken, then ends the synthesisers."""
        self._threads.shutdown(cancel_futures=True)
        for each in self._synthesisers:
            each.close()

    def _chosen(self, voice: str) -> tuple[OfferedVoice, Synthesiser]:
        if not voice:
            return next(iter(self._by_voice.values()))
        provider = voice.partition(":")[0]
        if voice not in self._by_voice and provider in self.absent:
            reason = self.absent[provider]
            raise errors.Unavailable("speech_provider_absent", provider=provider, reason=reason.code)
        if voice not in self._by_voice:
            raise errors.RuporError("speech_voice_unknown", field="voice", voice=voice)
        return self._by_voice[voice]

    def _count(self) -> None:
        self._spoken += 1
        if self._spoken % _SWEEP_EVERY_CLIPS == 0:
            self._clips.sweep(most_bytes=self._cache_bytes)


def _threads() -> int:
    return max(2, min(8, 2 * (os.cpu_count() or 1)))
