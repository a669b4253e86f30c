"""The face of the built-in voice, for threads and for asyncio alike.

    speech = Espeak(cache_folder=settings.storage / "speech")
    path = speech.clip(text="Здравствуйте, Анна!", voice="ru-female")         # web, worker
    path = await speech.clip_async(text=..., voice=...)                        # gateway
    samples = speech.speak(text=..., voice=...)                                # 8 kHz 16-bit mono

A repeated text costs one file look-up.
"""

import asyncio
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rupor.engine.text import reading
from rupor.engine.text.reading import stress
from rupor.kit import errors
from rupor.providers.espeak import cache, pool, voices

LONGEST_TEXT = 5000
CACHE_BYTES = 2_000_000_000
_SWEEP_EVERY_CLIPS = 1000


class Espeak:
    """One per process. `close` ends the worker processes; they also end with this process."""

    def __init__(self, *, cache_folder: Path, workers: int = 0, cache_bytes: int = CACHE_BYTES) -> None:
        size = workers or max(1, min(4, os.cpu_count() or 1))
        self._cache = cache.Cache(folder=cache_folder)
        self._cache_bytes = cache_bytes
        self._pool = pool.Pool(size=size)
        self._threads = ThreadPoolExecutor(max_workers=size, thread_name_prefix="speech")
        self._spoken = 0

    @property
    def voices(self) -> tuple[voices.Voice, ...]:
        """What can be chosen."""
        return tuple(voices.VOICES.values())

    def clip(self, *, text: str, voice: str = "") -> Path:
        """A WAV file with the text spoken, new or kept; raises RuporError for a text or voice that cannot be spoken."""
        name = voice or voices.DEFAULT
        known = voices.VOICES.get(name)
        if known is None:
            raise errors.RuporError("speech_voice_unknown", field="voice", voice=name)
        said = " ".join(text.split())
        if not said or len(said) > LONGEST_TEXT:
            raise errors.RuporError("speech_text_length", field="text", longest=LONGEST_TEXT)
        kept = self._cache.find(text=said, voice=name)
        if kept:
            return kept
        aloud = reading.spoken(said) if known.language == "ru" else stress.without(said)
        samples = self._pool.speak(text=aloud, voice=known.espeak, pitch=known.pitch)
        self._count()
        return self._cache.put(text=said, voice=name, pcm16=samples)

    def speak(self, *, text: str, voice: str = "") -> bytes:
        """The samples of `clip`."""
        return cache.read(self.clip(text=text, voice=voice))

    def phones(self, text: str) -> str:
        """The sounds of a Russian text in IPA, a line for each clause; may wait for a worker."""
        return self._pool.phones(text=text)

    async def clip_async(self, *, text: str, voice: str = "") -> Path:
        """`clip` without holding the loop."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: self.clip(text=text, voice=voice)
        )

    async def speak_async(self, *, text: str, voice: str = "") -> bytes:
        """`speak` without holding the loop."""
        return await asyncio.get_running_loop().run_in_executor(
            self._threads, lambda: self.speak(text=text, voice=voice)
        )

    def close(self) -> None:
        """Waits for what is being spoken, then ends the workers."""
        self._threads.shutdown(cancel_futures=True)
        self._pool.close()

    def _count(self) -> None:
        self._spoken += 1
        if self._spoken % _SWEEP_EVERY_CLIPS == 0:
            self._cache.sweep(most_bytes=self._cache_bytes)
