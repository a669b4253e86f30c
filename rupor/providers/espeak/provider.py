"""The face of the built-in voice: Russian texts are read in words first, processes of its own speak them."""

import os

from rupor.engine.speech import OfferedVoice
from rupor.engine.text import reading
from rupor.engine.text.reading import stress
from rupor.kit import errors
from rupor.providers.espeak import pool, voices

PROVIDER = "espeak"


class Espeak:
    """One a process. `close` ends the worker processes; they also end with this process."""

    provider = PROVIDER
    # A change of sound (rate of speech, reading of numbers) makes old clips strangers.
    version = "3"
    voices: tuple[OfferedVoice, ...] = tuple(
        OfferedVoice(id=each.id, title=each.title, language=each.language, sex=each.sex, provider=PROVIDER)
        for each in voices.VOICES.values()
    )

    def __init__(self, *, workers: int = 0) -> None:
        self._pool = pool.Pool(size=workers or max(1, min(4, os.cpu_count() or 1)))

    def samples(self, *, text: str, voice: str) -> bytes:
        """8 kHz 16-bit; may wait for a worker."""
        known = voices.VOICES.get(voice)
        if known is None:
            raise errors.RuporError("speech_voice_unknown", field="voice", voice=voice)
        aloud = reading.spoken(text) if known.language == "ru" else stress.without(text)
        return self._pool.speak(text=aloud, voice=known.espeak, pitch=known.pitch)

    def phones(self, text: str, voice: str = "ru") -> str:
        """The sounds of a text in IPA, a line for each clause; may wait for a worker."""
        return self._pool.phones(text=text, voice=voice)

    def close(self) -> None:
        """Ends the workers."""
        self._pool.close()
