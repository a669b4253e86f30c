"""One suite for every provider of speech out, over a real far side; and what happens when one is away."""

import asyncio
import wave
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rupor import speaking
from rupor.kit import errors
from rupor.media import loudness, spoken_clips
from rupor.media.speaking import Speech
from rupor.providers.piper.tests import tiny_voice
from rupor.settings import Settings
from rupor.simulators.speechkit.recognition import SpeechKit

VOICES = ["ru-female", "ru-male", "piper:ru_RU-irina-medium", "yandex:alena", "yandex:filipp"]


@pytest.fixture
async def kit() -> AsyncIterator[SpeechKit]:
    kit = SpeechKit(key="right")
    yield kit
    await kit.close()


@pytest.fixture
async def speech(kit: SpeechKit, tmp_path: Path) -> AsyncIterator[Speech]:
    url = f"http://127.0.0.1:{await kit.start()}"
    opened = speaking.opened(settings(tmp_path, url=url, key="right"))
    yield opened
    await asyncio.to_thread(opened.close)


def settings(home: Path, *, url: str = "", key: str = "", voices: bool = True) -> Settings:
    folder = home / "voices"
    if voices:
        folder.mkdir(exist_ok=True)
        tiny_voice.write(folder)
    return Settings(
        home=home,
        speech_out="espeak,piper,yandex",
        speech_voices=str(folder),
        speechkit_key=key,
        speechkit_tts_url=url or "http://127.0.0.1:9",
    )


@pytest.mark.parametrize("voice", VOICES)
async def test_every_voice_makes_an_even_telephone_clip_once(speech: Speech, kit: SpeechKit, voice: str) -> None:
    path = await speech.clip_async(text="Мама мыла раму, приходите", voice=voice)
    with wave.open(str(path)) as clip:
        assert (clip.getframerate(), clip.getnchannels(), clip.getsampwidth()) == (8000, 1, 2)
        assert clip.getnframes() > 4000
    assert loudness.active_dbfs(spoken_clips.read(path)) == pytest.approx(loudness.TARGET_DBFS, abs=1.5)
    assert await speech.clip_async(text=" Мама мыла раму,  приходите\n", voice=voice) == path
    assert len(kit.spoken) == (1 if voice.startswith("yandex") else 0)


async def test_voices_are_listed_with_those_who_speak_and_what_is_paid(speech: Speech) -> None:
    told = {voice.id: (voice.provider, voice.sex, voice.paid) for voice in speech.voices}
    assert told["ru-male"] == ("espeak", "male", False)
    assert told["yandex:filipp"] == ("yandex", "male", True)
    assert told["piper:ru_RU-irina-medium"] == ("piper", "female", False)
    assert {language for voice in speech.voices if (language := voice.language)} == {"ru", "en"}


async def test_equal_texts_of_two_voices_are_two_clips(speech: Speech) -> None:
    assert len({await speech.clip_async(text="Мама мыла раму", voice=voice) for voice in VOICES}) == len(VOICES)


async def test_stress_goes_to_the_far_voice_as_it_is_written(speech: Speech, kit: SpeechKit) -> None:
    await speech.clip_async(text="за\u0301мок за 5 руб.", voice="yandex:alena")
    assert [each.text for each in kit.spoken] == ["з+амок за 5 руб."]


async def test_a_busy_voice_is_waited_for_and_never_replaced(speech: Speech, kit: SpeechKit) -> None:
    kit.busy = True
    with pytest.raises(errors.Unavailable) as away:
        await speech.clip_async(text="Мама мыла раму", voice="yandex:alena")
    assert (away.value.code, away.value.retryable) == ("speechkit_refused", True)
    kit.busy = False
    assert await speech.clip_async(text="Мама мыла раму", voice="yandex:alena")


async def test_a_provider_that_did_not_open_makes_its_texts_wait(tmp_path: Path) -> None:
    speech = speaking.opened(settings(tmp_path, voices=False))
    assert {voice.provider for voice in speech.voices} == {"espeak"}
    for voice in ("yandex:alena", "piper:ru_RU-irina-medium"):
        with pytest.raises(errors.Unavailable) as away:
            await speech.clip_async(text="Мама мыла раму", voice=voice)
        assert away.value.code == "speech_provider_absent"
    with pytest.raises(errors.RuporError) as unknown:
        await speech.clip_async(text="Мама мыла раму", voice="klingon")
    assert (unknown.value.code, unknown.value.retryable) == ("speech_voice_unknown", False)
    await asyncio.to_thread(speech.close)


async def test_nobody_at_the_address_is_told(tmp_path: Path) -> None:
    speech = speaking.opened(settings(tmp_path, key="right"))
    with pytest.raises(errors.Unavailable) as away:
        await speech.clip_async(text="Мама мыла раму", voice="yandex:alena")
    assert away.value.code == "speechkit_away"
    await asyncio.to_thread(speech.close)
