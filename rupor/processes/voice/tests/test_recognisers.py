"""Every recogniser keeps the same promises: one answer, told once, in the loop, nothing after closing."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from rupor.engine.flow import words
from rupor.engine.speech import Heard, Recogniser
from rupor.kit import errors
from rupor.media.ear import Ear
from rupor.processes.bench.speakers import Samples, Speakers, open_speakers
from rupor.processes.voice import recognisers
from rupor.providers.basic_recogniser.provider import BasicRecogniser
from rupor.providers.speech_models.provider import ModelRecogniser
from rupor.providers.yandex_recogniser.provider import YandexRecogniser
from rupor.settings import Settings
from rupor.simulators.speechkit.recognition import SpeechKit

PIECE = 1600
PATIENCE_SECONDS = 30.0
PHRASES = ("перезвоните позже", "да", "нет")


@pytest.fixture(scope="module")
def speakers() -> Iterator[Speakers]:
    with open_speakers() as opened:
        yield opened


class Scripted:
    """A model that hears the end of speech by our own ear, and the answers of a script."""

    def __init__(self, answers: Sequence[str]) -> None:
        self._answers = iter(answers)

    def unknown(self, word: str) -> bool:
        return word == "абырвалг"

    def stream(self, phrases: Sequence[str]) -> "Scripted":
        self._ear = Ear()
        return self

    def accept(self, sound: bytes) -> str | None:
        return None if self._ear.hear(sound) is None else next(self._answers)


@dataclass
class Opened:
    """A recogniser, and what it is about to hear when it cannot hear by itself."""

    recogniser: Recogniser
    kit: SpeechKit | None = None


@contextlib.asynccontextmanager
async def opened(kind: str, speakers: Speakers, answers: Sequence[str]) -> AsyncIterator[Opened]:
    if kind == "basic":
        basic = BasicRecogniser(spoken=speakers.phones)
        yield Opened(basic)
        basic.close()
    elif kind == "model":
        model = ModelRecogniser(engine=Scripted(answers), first_said=words.first_said, threads=2)
        yield Opened(model)
        model.close()
    else:
        kit = SpeechKit(key="secret", answers=answers)
        port = await kit.start()
        yandex = YandexRecogniser(key="secret", url=f"http://127.0.0.1:{port}", first_said=words.first_said)
        yield Opened(yandex, kit)
        await yandex.close()
        await kit.close()


KINDS = pytest.mark.parametrize("kind", ["basic", "model", "yandex"])


def said(speakers: Speakers, text: str) -> Samples:
    """Dita, with quiet before and after; the quiet is not digital."""
    luck = np.random.default_rng(1)
    sound = np.pad(speakers.independent[0].say(text), (4000, 12000)) // 3
    return (sound + luck.normal(0, 20, sound.size)).astype(np.int16)


def pieces(sound: Samples) -> Iterator[bytes]:
    for begin in range(0, sound.size, PIECE // 2):
        yield sound[begin : begin + PIECE // 2].astype("<i2").tobytes()


async def told(opened: Opened, sound: Samples, phrases: Sequence[str] = PHRASES) -> Heard:
    vocabulary = await opened.recogniser.prepare(phrases=phrases)
    loop = asyncio.get_running_loop()
    heard: asyncio.Future[Heard] = loop.create_future()
    # A second telling would raise: the future is done.
    utterance = opened.recogniser.utterance(vocabulary=vocabulary, on_heard=heard.set_result)
    for piece in (*pieces(sound), *pieces(sound)):
        utterance.hear(piece)
        await asyncio.sleep(0)
    try:
        return await asyncio.wait_for(heard, PATIENCE_SECONDS)
    finally:
        utterance.close()


@KINDS
async def test_a_phrase_is_heard_once(kind: str, speakers: Speakers) -> None:
    async with opened(kind, speakers, ["перезвоните мне позже", "перезвоните позже", "да"]) as recogniser:
        heard = await told(recogniser, said(speakers, "перезвоните позже"), ("перезвоните", "оператор"))
        assert heard.phrase == "перезвоните"
        assert heard.confidence > 0.5


@KINDS
async def test_what_is_none_of_the_phrases_is_something_else(kind: str, speakers: Speakers) -> None:
    async with opened(kind, speakers, ["сегодня хорошая погода"] * 2) as recogniser:
        heard = await told(recogniser, said(speakers, "сегодня хорошая погода"))
        assert (heard.phrase, heard.confidence) == ("", 0.0)


@KINDS
async def test_silence_and_a_closed_utterance_tell_nothing(kind: str, speakers: Speakers) -> None:
    async with opened(kind, speakers, ["да", "да"]) as recogniser:
        vocabulary = await recogniser.recogniser.prepare(phrases=PHRASES)
        heard: list[Heard] = []
        silent = recogniser.recogniser.utterance(vocabulary=vocabulary, on_heard=heard.append)
        closed = recogniser.recogniser.utterance(vocabulary=vocabulary, on_heard=heard.append)
        for piece in pieces(np.zeros(24000, np.int16)):
            silent.hear(piece)
        for piece in pieces(said(speakers, "да")):
            closed.hear(piece)
        closed.close()
        # A third one is answered after both: what they had to tell would have been told before.
        await told(recogniser, said(speakers, "да"))
        assert heard == []


@KINDS
async def test_a_phrase_without_letters_is_named(kind: str, speakers: Speakers) -> None:
    async with opened(kind, speakers, []) as recogniser:
        with pytest.raises(errors.RuporError) as caught:
            await recogniser.recogniser.prepare(phrases=("да", "…"))
        assert (caught.value.field, caught.value.values["phrase"]) == ("phrases", "…")


@KINDS
async def test_many_people_are_heard_at_once(kind: str, speakers: Speakers) -> None:
    async with opened(kind, speakers, ["перезвоните"] * 40) as recogniser:
        sound = said(speakers, "перезвоните")
        heard = await asyncio.gather(*(told(recogniser, sound, ("перезвоните", "оператор")) for _ in range(20)))
        assert [one.phrase for one in heard] == ["перезвоните"] * 20


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"speech_in": "vosk"}, "speech_model_folder"),
        ({"speech_in": "sherpa", "speech_model": "/nowhere"}, "speech_model_folder"),
        ({"speech_in": "yandex"}, "speechkit_key_missing"),
    ],
)
async def test_settings_that_cannot_work_are_refused_at_once(given: dict[str, str], code: str) -> None:
    with pytest.raises(errors.RuporError) as caught:
        recognisers.chosen(Settings(**given), spoken=str)
    assert caught.value.code == code
    assert recognisers.opened(Settings(**given), spoken=str) is None


async def test_a_far_service_that_is_away_or_refuses_says_why(tmp_path: Path) -> None:
    kit = SpeechKit(key="secret")
    url = f"http://127.0.0.1:{await kit.start()}"
    wrong = YandexRecogniser(key="other", url=url, first_said=words.first_said)
    with pytest.raises(errors.Unavailable) as caught:
        await wrong.prepare(phrases=("да",))
    assert "401" in caught.value.values["reason"]
    kit.busy = True
    right = YandexRecogniser(key="secret", url=url, first_said=words.first_said)
    with pytest.raises(errors.Unavailable) as caught:
        await right.prepare(phrases=("да",))
    assert "429" in caught.value.values["reason"]
    await asyncio.gather(wrong.close(), right.close(), kit.close())
    away = YandexRecogniser(key="secret", url="http://127.0.0.1:1", first_said=words.first_said)
    with pytest.raises(errors.Unavailable) as caught:
        await away.prepare(phrases=("да",))
    assert caught.value.code == "speechkit_away"
    await away.close()
