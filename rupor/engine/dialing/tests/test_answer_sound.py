"""Who answered, by the sound itself: tones, speech-like buzz, quiet, noise. No judge is needed for these."""

import numpy as np
import pytest
from numpy.typing import NDArray

from rupor.engine.dialing.answer_detection import Beep, Ear, Verdict, together

RATE = 8000
Sound = NDArray[np.float64]


def tone(*, hertz: float, seconds: float, amplitude: float = 0.25) -> Sound:
    return np.asarray(amplitude * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE))


def buzz(*, seconds: float, pitch: float = 140.0) -> Sound:
    """Syllables of a voice."""
    at = np.arange(round(seconds * RATE)) / RATE
    harmonics = sum(np.sin(2 * np.pi * pitch * number * at) / number for number in range(2, 16))
    return np.asarray(0.15 * harmonics * (0.6 - 0.4 * np.cos(2 * np.pi * 4 * at)))


def quiet(seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE))


def hear(*pieces: Sound, noise_db: float = -70.0) -> Ear:
    """All of it, in tenths of a second."""
    sound = np.concatenate(pieces)
    luck = np.random.default_rng(1)
    worn = np.clip(sound + luck.normal(size=sound.size) * 10 ** (noise_db / 20), -1, 1)
    samples = (worn * 32767).astype(np.int16)
    ear = Ear()
    for begin in range(0, samples.size - 799, 800):
        together.hear(pieces=[(ear, samples[begin : begin + 800].tobytes())], judge=None)
    return ear


@pytest.mark.parametrize(
    ("pieces", "verdict"),
    [
        ([quiet(0.5), buzz(seconds=0.5), quiet(3)], Verdict.PERSON),
        ([quiet(0.3), buzz(seconds=5.0)], Verdict.MACHINE),
        ([quiet(9)], Verdict.SILENCE),
        ([*(tone(hertz=hertz, seconds=0.33) for hertz in (913.8, 1370.6, 1776.7)), quiet(1)], Verdict.ANNOUNCEMENT),
        ([*(tone(hertz=hertz, seconds=0.33) for hertz in (1428.5, 1776.7)), quiet(1)], Verdict.ANNOUNCEMENT),
        ([tone(hertz=425, seconds=0.35), quiet(0.35)] * 4, Verdict.ANNOUNCEMENT),
        ([quiet(0.2), tone(hertz=2100, seconds=3.0)], Verdict.MACHINE),
    ],
)
@pytest.mark.parametrize("noise_db", [-70.0, -42.0])
def test_the_sound_tells(pieces: list[Sound], verdict: Verdict, noise_db: float) -> None:
    assert hear(*pieces, noise_db=noise_db).verdict is verdict


@pytest.mark.parametrize("hertz", [440.0, 620.0, 1000.0, 1400.0, 1900.0])
@pytest.mark.parametrize("seconds", [0.2, 0.5, 1.0])
def test_a_beep_is_told_when_it_has_ended(hertz: float, seconds: float) -> None:
    told: list[Beep] = []
    ear = Ear(on_beep=told.append)
    sound = np.concatenate([quiet(0.4), tone(hertz=hertz, seconds=seconds), quiet(0.6)])
    samples = (sound * 32767).astype(np.int16)
    for begin in range(0, samples.size - 799, 800):
        together.hear(pieces=[(ear, samples[begin : begin + 800].tobytes())], judge=None)
    (beep,) = told
    assert beep.began_seconds == pytest.approx(0.4, abs=0.04)
    assert beep.seconds == pytest.approx(seconds, abs=0.06)
    assert beep.hertz == pytest.approx(hertz, abs=10)


def test_speech_and_noise_hold_no_beep() -> None:
    assert hear(buzz(seconds=4.0), quiet(1.0), noise_db=-45).tones.beeps == []
    assert hear(quiet(5.0), noise_db=-20).tones.beeps == []


def test_a_noisy_street_is_not_speech() -> None:
    assert hear(quiet(6.0), noise_db=-30).rhythm.spoken == pytest.approx(0.0, abs=0.3)


def test_many_calls_heard_together_are_heard_as_one_by_one() -> None:
    sounds = [np.concatenate([quiet(0.1 * n), buzz(seconds=0.5 + 0.3 * n), quiet(6)])[:40_000] for n in range(8)]
    samples = [(sound * 32767).astype(np.int16) for sound in sounds]
    ears = [Ear() for _ in samples]
    for begin in range(0, 40_000, 800):
        together.hear(
            pieces=[(ear, each[begin : begin + 800].tobytes()) for ear, each in zip(ears, samples, strict=True)],
            judge=None,
        )
    alone = [hear(sound, noise_db=-200) for sound in sounds]
    assert [ear.decision for ear in ears] == [ear.decision for ear in alone]


def test_sound_that_ceases_to_come_counts_as_quiet() -> None:
    ear = Ear()
    samples = (np.concatenate([quiet(0.3), buzz(seconds=0.5)]) * 32767).astype(np.int16)
    for begin in range(0, samples.size - 799, 800):
        together.hear(pieces=[(ear, samples[begin : begin + 800].tobytes())], judge=None)
    assert ear.look(at_seconds=1.0) is None
    assert ear.look(at_seconds=3.0) is Verdict.PERSON


def test_words_of_the_media_core_before_the_sound_do_not_count_twice() -> None:
    ear = Ear()
    ear.hear(speaking=True, at_seconds=0.01)
    samples = (buzz(seconds=5.0) * 32767).astype(np.int16)
    for begin in range(0, samples.size - 799, 800):
        together.hear(pieces=[(ear, samples[begin : begin + 800].tobytes())], judge=None)
        ear.hear(speaking=False, at_seconds=0.5)
    assert ear.verdict is Verdict.MACHINE
    assert ear.rhythm.stretches == []
