"""Voices speak, each in its own way and always the same; the telephone's wear is what was asked for."""

import subprocess
import sys
from collections.abc import Iterator

import numpy as np
import pytest

from rupor.kit import errors
from rupor.processes.bench.speakers import Samples, Speakers, degrade, open_speakers, packages
from rupor.processes.bench.speakers.speaker import Line

WORDS = ("Да", "Нет, спасибо. Перезвоните позже.")


@pytest.fixture(scope="module")
def speakers() -> Iterator[Speakers]:
    with open_speakers() as opened:
        yield opened


def level(sound: Samples) -> float:
    return 20 * float(np.log10(np.sqrt(np.mean((sound / 32768.0) ** 2))))


def test_every_voice_says_more_for_more_text(speakers: Speakers) -> None:
    for speaker in speakers:
        short, long = speaker.say_all([Line(text) for text in WORDS])
        assert short.dtype == long.dtype == np.int16
        assert 0.1 < short.size / 8000 < 1.2, speaker.name
        assert 1.2 < long.size / 8000 < 5, speaker.name
        assert level(short) > -40, speaker.name


def test_voices_differ_and_a_seed_repeats_itself(speakers: Speakers) -> None:
    dita, machac = speakers.independent
    assert dita.say("Да", seed=3).tobytes() == dita.say("Да", seed=3).tobytes()
    assert dita.say("Да", seed=3).tobytes() != dita.say("Да", seed=4).tobytes()
    assert dita.say("Да", seed=3).tobytes() != machac.say("Да", seed=3).tobytes()
    assert len({speaker.say("Здравствуйте").tobytes() for speaker in speakers}) == len(list(speakers))


def test_a_slower_pace_takes_longer(speakers: Speakers) -> None:
    for speaker in (*speakers.independent, speakers.espeak[0]):
        slow, fast = speaker.say_all([Line("Соедините с оператором", pace=pace) for pace in (0.8, 1.3)])
        assert slow.size > fast.size * 1.2, speaker.name


def test_a_text_without_a_sound_is_refused(speakers: Speakers) -> None:
    with pytest.raises(errors.RuporError) as caught:
        speakers.independent[0].say("…")
    assert caught.value.code == "speech_nothing_spoken"


@pytest.mark.parametrize("noise", ["white", "street", "babble"])
@pytest.mark.parametrize("snr_db", [5.0, 20.0])
def test_noise_is_as_far_below_as_asked(speakers: Speakers, noise: str, snr_db: float) -> None:
    sound = np.concatenate([speakers.espeak[0].say("Перезвоните мне завтра вечером"), np.zeros(16000, np.int16)])
    clean = degrade(sound, codec="", level_db=-26, seed=1).astype(float)
    noisy = degrade(sound, codec="", noise=noise, snr_db=snr_db, level_db=-26, seed=1).astype(float)
    added = 20 * np.log10(np.sqrt(np.mean(((noisy - clean) / 32768) ** 2)))
    assert added == pytest.approx(-26 - snr_db, abs=0.5)
    assert (noisy == degrade(sound, codec="", noise=noise, snr_db=snr_db, level_db=-26, seed=1)).all()


def test_the_band_of_the_telephone_is_kept() -> None:
    seconds = np.arange(8000) / 8000
    for hertz, heard in ((100, False), (1000, True), (3900, False)):
        tone = (8000 * np.sin(2 * np.pi * hertz * seconds)).astype(np.int16)
        both = (tone + 2000 * np.sin(2 * np.pi * 1500 * seconds)).astype(np.int16)
        spectrum = np.abs(np.fft.rfft(degrade(both, codec="", seed=1).astype(float)))
        assert (spectrum[hertz] > spectrum[1500]) is np.bool_(heard)


@pytest.mark.parametrize("codec", ["pcmu", "pcma"])
def test_a_codec_wears_the_sound_a_little(speakers: Speakers, codec: str) -> None:
    sound = speakers.espeak[1].say("Хорошо")
    plain, worn = (degrade(sound, codec=kind, level_db=-20).astype(float) for kind in ("", codec))
    error = 10 * np.log10(np.mean(plain**2) / np.mean((plain - worn) ** 2))
    assert 25 < error < 50


def test_a_package_that_cannot_be_had_is_named() -> None:
    code = (
        "from rupor.processes.bench.speakers import packages; from rupor.kit import errors\n"
        "try: packages.need('festvox-no-such-voice')\n"
        "except errors.Unavailable as error: print(error.code, error.values['packages'])\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={"PATH": "/nonexistent"}
    )
    assert told.stdout.split() == ["speakers_missing", "festival", "festvox-no-such-voice"]
    packages.need("festvox-ru")
