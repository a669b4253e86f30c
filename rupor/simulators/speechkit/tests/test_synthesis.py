"""The simulated synthesis refuses what the real one refuses, and the same text sounds the same."""

import httpx
import pytest

from rupor.simulators.speechkit.recognition import SpeechKit
from rupor.simulators.speechkit.synthesis import PATH

ASKED = {"text": "з+амок", "lang": "ru-RU", "voice": "alena", "format": "lpcm", "sampleRateHertz": "8000"}


async def asked(kit: SpeechKit, *, key: str = "secret", **form: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        url = f"http://127.0.0.1:{await kit.start()}{PATH}"
        answer = await client.post(url, data={**ASKED, **form}, headers={"authorization": f"Api-Key {key}"})
    await kit.close()
    return answer


async def test_a_text_becomes_samples_as_long_as_it_is() -> None:
    kit = SpeechKit(key="secret")
    once, again, longer = [await asked(kit, text=text) for text in ("да", "да", "да, да")]
    assert once.status_code == 200
    assert once.content == again.content
    assert len(longer.content) == 3 * len(once.content)
    assert [each.text for each in kit.spoken] == ["да", "да", "да, да"]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"key": "wrong"}, 401),
        ({"text": " "}, 400),
        ({"text": "а" * 5001}, 400),
        ({"voice": "nobody"}, 400),
        ({"format": "mp3"}, 400),
        ({"sampleRateHertz": "44100"}, 400),
        ({"speed": "9"}, 400),
        ({"pitch": "1"}, 400),
    ],
)
async def test_what_is_wrong_is_refused(given: dict, status: int) -> None:
    answer = await asked(SpeechKit(key="secret"), **given)
    assert answer.status_code == status
    assert answer.json()["error_message"]
