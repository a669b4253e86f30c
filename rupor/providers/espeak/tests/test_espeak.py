"""The built-in voice: loudness, the pool of processes, the kept clips."""

import concurrent.futures
import os
import signal
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from rupor.kit import errors
from rupor.media import loudness, resampling
from rupor.media.speaking import Speech
from rupor.providers.espeak.provider import Espeak

HELLO = "Здравствуйте, Анна! Мы открыли новый магазин. Нажмите один."


def opened(folder: Path, *, workers: int = 1) -> Speech:
    espeak = Espeak(workers=workers)
    return Speech(synthesisers=[espeak], phones=espeak.phones, folder=folder)


@pytest.fixture(scope="module")
def speech(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Speech]:
    built = opened(tmp_path_factory.mktemp("speech"), workers=2)
    yield built
    built.close()


@pytest.mark.parametrize("voice", ["ru-female", "ru-male", "ru-female-3", "ru-male-3", "en-female", "en-male"])
def test_every_voice_speaks_at_the_common_loudness(speech: Speech, voice: str) -> None:
    text = "Good afternoon, press one." if voice.startswith("en") else HELLO
    samples = speech.speak(text=text, voice=voice)
    assert 1.0 < len(samples) / 16000 < 12
    assert loudness.active_dbfs(samples) == pytest.approx(loudness.TARGET_DBFS, abs=1.0)
    assert (loudness.peak_dbfs(samples) or 0) <= loudness.PEAK_DBFS + 0.01


def test_voices_differ_and_a_voice_repeats_itself(speech: Speech) -> None:
    assert speech.speak(text=HELLO, voice="ru-male") != speech.speak(text=HELLO, voice="ru-female")
    assert speech.clip(text=HELLO, voice="ru-male") == speech.clip(text=f"  {HELLO}\n", voice="ru-male")


def test_the_clip_is_a_telephone_wav_in_its_folder(speech: Speech) -> None:
    path = speech.clip(text=HELLO)
    with wave.open(str(path)) as clip:
        assert (clip.getframerate(), clip.getnchannels(), clip.getsampwidth()) == (8000, 1, 2)
    assert path.parent.name == path.name[:2]
    assert not list(path.parent.glob("*.part"))


@pytest.mark.parametrize(
    ("written", "aloud"),
    [
        ("Скидка 21% до 05.03.2026", "Скидка двадцать один процент до пятого марта две тысячи двадцать шестого года"),
        ("в 10:30", "в десять часов тридцать минут"),
        ("1 500,50 ₽", "одна тысяча пятьсот рублей пятьдесят копеек"),
    ],
)
def test_signs_last_as_long_as_the_words_they_stand_for(speech: Speech, written: str, aloud: str) -> None:
    assert len(speech.speak(text=written)) == len(speech.speak(text=aloud))


async def test_asyncio_speaks_too(speech: Speech) -> None:
    assert await speech.clip_async(text=HELLO, voice="ru-male") == speech.clip(text=HELLO, voice="ru-male")


def test_many_threads_get_each_their_own_words(speech: Speech) -> None:
    texts = [f"Ваш номер {number}" for number in range(24)]
    with concurrent.futures.ThreadPoolExecutor(8) as threads:
        clips = list(threads.map(lambda text: speech.clip(text=text), texts))
    assert clips == [speech.clip(text=text) for text in texts]
    assert len({clip.read_bytes() for clip in clips}) == len(texts)


def test_a_killed_worker_is_replaced() -> None:
    espeak = Espeak(workers=1)
    espeak.samples(text="раз", voice="ru-male")
    worker = espeak._pool._idle.get()
    assert worker is not None
    espeak._pool._idle.put(worker)
    os.kill(worker.pid, signal.SIGKILL)
    assert espeak.samples(text="два", voice="ru-male")
    espeak.close()


@pytest.mark.parametrize(("text", "voice"), [("", ""), (" \n", ""), ("а" * 5001, ""), ("да", "klingon")])
def test_what_cannot_be_spoken_is_refused(speech: Speech, text: str, voice: str) -> None:
    with pytest.raises(errors.RuporError):
        speech.clip(text=text, voice=voice)


def test_the_sweep_removes_what_was_unused_for_longest(tmp_path: Path) -> None:
    speech = opened(tmp_path)
    old, young = speech.clip(text="старый"), speech.clip(text="новый")
    os.utime(old, (1, 1))
    assert speech._clips.sweep(most_bytes=young.stat().st_size) == 1
    assert young.exists()
    assert not old.exists()
    speech.close()


def tone(*, hertz: float, seconds: float, amplitude: float, rate: int = 8000) -> bytes:
    wave_ = np.sin(np.arange(int(seconds * rate)) * 2 * np.pi * hertz / rate)
    return (wave_ * amplitude * 32767).astype("<i2").tobytes()


def test_resampling_keeps_low_tones_and_drops_what_would_fold() -> None:
    kept = resampling.to_8000(pcm16=tone(hertz=1000, seconds=1, amplitude=0.5, rate=22050), rate=22050)
    dropped = resampling.to_8000(pcm16=tone(hertz=5000, seconds=1, amplitude=0.5, rate=22050), rate=22050)
    assert len(kept) == 16000
    spectrum = np.abs(np.fft.rfft(np.frombuffer(kept, "<i2").astype(float)))
    assert int(spectrum.argmax()) == 1000
    assert loudness.active_dbfs(kept) == pytest.approx(-9.0, abs=0.3)
    assert (loudness.peak_dbfs(dropped[1600:-1600]) or -99) < -50


@pytest.mark.parametrize("amplitude", [0.001, 0.01, 0.1, 0.9])
def test_quiet_and_loud_become_even(amplitude: float) -> None:
    spoken = tone(hertz=400, seconds=1, amplitude=amplitude) + bytes(16000)
    target = pytest.approx(loudness.TARGET_DBFS, abs=0.3)
    if amplitude >= 0.01:
        assert loudness.active_dbfs(loudness.even(spoken)) == target
    assert loudness.even(bytes(1600)) == bytes(1600)


def test_peaks_are_turned_down_without_clipping() -> None:
    click = bytearray(tone(hertz=300, seconds=2, amplitude=0.02))
    click[8000:8002] = (32767).to_bytes(2, "little")
    evened = loudness.even(bytes(click))
    assert (loudness.peak_dbfs(evened) or 0) <= loudness.PEAK_DBFS + 0.01
