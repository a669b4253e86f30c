"""The face of SpeechKit's recogniser: our own ear finds the ends of an answer, one HTTP request asks for its text.

    words = YandexRecogniser(key="…", folder="", url=URL, first_said=words.first_said)

The request is documented at yandex.cloud, «API v1 для синхронного распознавания»: 16-bit samples at 8 kHz as the body,
a key of a service account in the header; `result` is the text. A folder is told only with a token that is not of a
service account.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import httpx
import msgspec
import structlog

from rupor.engine.speech import Heard, Vocabulary
from rupor.kit import errors
from rupor.media.ear import Ear, Samples

URL = "https://stt.api.cloud.yandex.net"
PATH = "/speech/v1/stt:recognize"
ANSWER_SECONDS, AT_ONCE = 4.0, 100
SURE = 0.9
log = structlog.get_logger()


class FirstSaid(Protocol):
    """Finds the first of the phrases in a text, with the forms of words; empty when there is none."""

    def __call__(self, *, text: str, phrases: Sequence[str]) -> str: ...


class Answer(msgspec.Struct):
    """What SpeechKit tells: a text, or an error with its code."""

    result: str = ""
    error_code: str = ""
    error_message: str = ""


@dataclass(frozen=True)
class Phrases:
    """The vocabulary: any word may be said, the text is searched."""

    phrases: tuple[str, ...]


class YandexRecogniser:
    """One a process; made in the running loop."""

    def __init__(self, *, key: str, folder: str = "", url: str = URL, first_said: FirstSaid) -> None:
        if not key:
            raise errors.RuporError("speechkit_key_missing", field="RUPOR_SPEECHKIT_KEY")
        self._first_said = first_said
        self._query = {"lang": "ru-RU", "topic": "general", "format": "lpcm", "sampleRateHertz": "8000"}
        if folder:
            self._query["folderId"] = folder
        self._client = httpx.AsyncClient(
            base_url=url,
            headers={"authorization": f"Api-Key {key}"},
            timeout=ANSWER_SECONDS,
            trust_env=False,
            limits=httpx.Limits(max_connections=AT_ONCE, max_keepalive_connections=AT_ONCE),
        )
        self._asking: set[asyncio.Task[None]] = set()

    async def prepare(self, *, phrases: Sequence[str]) -> Phrases:
        """Raises RuporError for a phrase without a letter, Unavailable when SpeechKit is away or refuses the key."""
        for phrase in phrases:
            if not any(letter.isalpha() for letter in phrase):
                raise errors.RuporError("recognition_no_sounds", field="phrases", phrase=phrase)
        await self.text(bytes(3200))
        return Phrases(tuple(phrases))

    def utterance(self, *, vocabulary: Vocabulary, on_heard: Callable[[Heard], None]) -> "YandexUtterance":
        """`on_heard` is called once, in the running loop."""
        return YandexUtterance(recogniser=self, phrases=vocabulary.phrases, on_heard=on_heard)

    async def text(self, sound: bytes) -> str:
        """What was said; empty for no words. Raises Unavailable."""
        try:
            answered = await self._client.post(PATH, params=self._query, content=sound)
            told = msgspec.json.decode(answered.content, type=Answer)
        except (httpx.HTTPError, msgspec.MsgspecError) as error:
            raise errors.Unavailable("speechkit_away", reason=str(error) or type(error).__name__) from error
        if answered.status_code != httpx.codes.OK or told.error_code:
            reason = f"{answered.status_code} {told.error_code} {told.error_message}".strip()
            raise errors.Unavailable("speechkit_refused", reason=reason)
        return told.result

    def ask(self, sound: Samples, understood: Callable[[str], None]) -> None:
        """Returns at once; when SpeechKit fails nothing is understood, and the call hears no answer."""

        async def asked() -> None:
            try:
                understood(await self.text(sound.astype("<i2").tobytes()))
            except errors.Unavailable as away:
                log.warning("speechkit_failed", code=away.code, **away.values)

        task = asyncio.get_running_loop().create_task(asked())
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    def heard(self, *, text: str, phrases: Sequence[str]) -> Heard:
        """The phrase in the text."""
        phrase = self._first_said(text=text, phrases=phrases)
        return Heard(phrase, confidence=SURE if phrase else 0.0, text=text)

    async def close(self) -> None:
        """Waits for nobody."""
        for task in self._asking:
            task.cancel()
        await asyncio.gather(*self._asking, return_exceptions=True)
        await self._client.aclose()


class YandexUtterance:
    """One answer. A sound without words in it is not an answer: it goes on listening."""

    def __init__(
        self, *, recogniser: YandexRecogniser, phrases: Sequence[str], on_heard: Callable[[Heard], None]
    ) -> None:
        self._recogniser, self._phrases, self._on_heard = recogniser, phrases, on_heard
        self._ear = Ear()
        self._open = True

    def hear(self, sound: bytes) -> None:
        """The next piece; SpeechKit is asked when the person falls silent."""
        spoken = self._ear.hear(sound) if self._open else None
        if spoken is not None:
            self._recogniser.ask(spoken, self._understood)

    def close(self) -> None:
        """Nothing is told afterwards."""
        self._open = False

    def _understood(self, text: str) -> None:
        if self._open and text:
            self._open = False
            self._on_heard(self._recogniser.heard(text=text, phrases=self._phrases))
