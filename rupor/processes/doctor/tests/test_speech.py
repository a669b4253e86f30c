"""The doctor says whether the chosen recogniser takes words and the voices speak, and which setting mends it."""

from pathlib import Path

import pytest

from rupor.processes.doctor import speech
from rupor.processes.doctor.verdict import Health
from rupor.settings import Settings
from rupor.simulators.speechkit.recognition import SpeechKit


async def test_the_built_in_recogniser_takes_words() -> None:
    verdict = await speech.recogniser(Settings(speech_in="basic"))
    assert (verdict.part, verdict.health) == ("speech in", Health.GOOD)


async def test_switched_off_is_a_warning() -> None:
    assert (await speech.recogniser(Settings(speech_in="none"))).health is Health.WARNING


@pytest.mark.parametrize("kind", ["vosk", "sherpa"])
async def test_an_empty_folder_names_the_setting(kind: str, tmp_path: Path) -> None:
    verdict = await speech.recogniser(Settings(speech_in=kind, speech_model=str(tmp_path)))
    assert (verdict.health, verdict.mend) == (Health.BAD, "RUPOR_SPEECH_MODEL")
    assert str(tmp_path) in verdict.found


async def test_a_far_service_is_asked_with_the_key() -> None:
    kit = SpeechKit(key="right")
    url = f"http://127.0.0.1:{await kit.start()}"
    asked = {"speech_in": "yandex", "speechkit_stt_url": url}
    good = await speech.recogniser(Settings(**asked, speechkit_key="right"))
    bad = await speech.recogniser(Settings(**asked, speechkit_key="wrong"))
    missing = await speech.recogniser(Settings(**asked))
    await kit.close()
    assert [one.health for one in (good, bad, missing)] == [Health.GOOD, Health.BAD, Health.BAD]
    assert "401" in bad.found
    assert missing.mend == "RUPOR_SPEECHKIT_KEY"


async def test_every_provider_of_voices_has_its_line(tmp_path: Path) -> None:
    kit = SpeechKit(key="right")
    asked = {"speech_out": "espeak,piper,yandex", "speechkit_tts_url": f"http://127.0.0.1:{await kit.start()}"}
    asked["speech_voices"] = str(tmp_path)
    espeak, yandex, piper = await speech.voices(Settings(**asked, speechkit_key="right"))
    refused = await speech.voices(Settings(**asked, speechkit_key="wrong"))
    await kit.close()
    assert (espeak.health, yandex.health) == (Health.GOOD, Health.GOOD)
    assert (piper.health, piper.mend) == (Health.BAD, "RUPOR_SPEECH_VOICES")
    assert "401" in refused[1].found
