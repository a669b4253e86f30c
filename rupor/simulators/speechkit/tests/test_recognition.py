"""The simulated SpeechKit refuses what the real one refuses, and tells its answers in turn."""

import subprocess
import sys

import httpx
import numpy as np
import pytest

from rupor.simulators.speechkit.recognition import PATH, SpeechKit

ASKED = {"lang": "ru-RU", "format": "lpcm", "sampleRateHertz": "8000"}
LOUD = (np.sin(np.arange(8000) / 3) * 8000).astype("<i2").tobytes()


async def asked(
    kit: SpeechKit, *, key: str = "secret", body: bytes = LOUD, path: str = PATH, **query: str
) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as client:
        url = f"http://127.0.0.1:{await kit.start()}{path}"
        headers = {"authorization": f"Api-Key {key}"}
        answer = await client.post(url, params={**ASKED, **query}, content=body, headers=headers)
    await kit.close()
    return answer


async def test_answers_come_in_turn_and_silence_takes_none() -> None:
    kit = SpeechKit(key="secret", answers=["да", "нет"])
    told = [(await asked(kit, body=body)).json()["result"] for body in (LOUD, bytes(1600), LOUD, LOUD)]
    assert told == ["да", "", "нет", ""]
    assert kit.heard == [1.0, 1.0, 1.0]


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"key": "wrong"}, 401, "UNAUTHORIZED"),
        ({"path": "/speech/v1/stt"}, 404, "NOT_FOUND"),
        ({"sampleRateHertz": "44100"}, 400, "BAD_REQUEST"),
        ({"format": "mp3"}, 400, "BAD_REQUEST"),
        ({"rate": "8000"}, 400, "BAD_REQUEST"),
        ({"body": bytes(3)}, 400, "BAD_REQUEST"),
        ({"body": bytes(2 * 8000 * 31)}, 400, "BAD_REQUEST"),
        ({"body": bytes(1_048_577 + 1)}, 400, "BAD_REQUEST"),
    ],
)
async def test_what_is_wrong_is_refused_with_a_code(given: dict, status: int, code: str) -> None:
    answer = await asked(SpeechKit(key="secret", answers=["да"]), **given)
    assert (answer.status_code, answer.json()["error_code"]) == (status, code)


def test_it_runs_as_a_process_and_tells_its_address() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "rupor.simulators.speechkit", "--port", "0", "--key", "k", "--answer", "да"],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout
        url = process.stdout.readline().strip()
        headers = {"authorization": "Bearer k"}
        answer = httpx.post(f"{url}{PATH}", params=ASKED, content=LOUD, headers=headers, trust_env=False, timeout=30)
        assert answer.json() == {"result": "да"}
    finally:
        process.terminate()
        assert process.wait(30) == 0
        if process.stdout:
            process.stdout.close()
