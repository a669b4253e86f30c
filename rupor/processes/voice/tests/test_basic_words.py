"""The network hears voices that taught it nothing; the ear finds where they begin and end."""

from collections.abc import Iterator

import numpy as np
import pytest

from rupor.kit import errors
from rupor.media.ear import Ear
from rupor.processes.bench.speakers import Samples, Speakers, degrade, open_speakers
from rupor.processes.bench.speakers.speaker import Line
from rupor.providers.basic_recogniser import network, provider

SETS = {
    ("перезвоните", "оператор", "не интересно"): ("перезвоните", "оператор", "не интересно"),
    ("да", "нет", "позже"): ("да", "нет", "позже"),
}


@pytest.fixture(scope="module")
def speakers() -> Iterator[Speakers]:
    with open_speakers() as opened:
        yield opened


@pytest.fixture(scope="module")
def recogniser(speakers: Speakers) -> Iterator[provider.BasicRecogniser]:
    opened = provider.BasicRecogniser(spoken=speakers.phones)
    yield opened
    opened.close()


@pytest.mark.parametrize("asked", SETS)
def test_independent_voices_are_mostly_heard_and_hardly_ever_misheard(
    asked: tuple[str, ...], speakers: Speakers, recogniser: provider.BasicRecogniser
) -> None:
    vocabulary = recogniser.vocabulary(asked)
    hit = wrong = 0
    for speaker in speakers.independent:
        for seed in range(4):
            sounds = speaker.say_all([Line(text, seed=seed) for text in SETS[asked]])
            worn = [degrade(sound, noise="babble", snr_db=20, seed=seed) for sound in sounds]
            for text, told in zip(SETS[asked], provider.whole(vocabulary, worn), strict=True):
                phrase = told.phrase if told else ""
                hit += phrase == text
                wrong += phrase not in {text, ""}
    assert (hit >= 16, wrong <= 1) == (True, True), (hit, wrong)


def test_other_words_are_something_else(speakers: Speakers, recogniser: provider.BasicRecogniser) -> None:
    vocabulary = recogniser.vocabulary(("подтверждаю", "отменить", "перенести"))
    texts = ("сегодня хорошая погода", "кто это говорит", "алло", "я сейчас за рулём", "сколько это стоит")
    told = [provider.whole(vocabulary, [speaker.say(text)])[0] for speaker in speakers.independent for text in texts]
    assert sum(one is not None and one.phrase != "" for one in told) <= 1


def test_noise_without_speech_is_no_answer(recogniser: provider.BasicRecogniser) -> None:
    vocabulary = recogniser.vocabulary(("да", "нет"))
    luck = np.random.default_rng(3)
    hiss = [(luck.normal(size=8000) * loud).astype(np.int16) for loud in (30, 300, 1500)]
    assert [told for told in provider.whole(vocabulary, hiss) if told is not None and told.phrase] == []


def test_sound_shorter_than_a_window_is_nothing() -> None:
    assert len(network.heard([np.zeros(100, np.int16), np.zeros(4000, np.int16)])[0]) == 0


def test_a_phrase_without_sounds_is_named(recogniser: provider.BasicRecogniser) -> None:
    with pytest.raises(errors.RuporError) as caught:
        recogniser.vocabulary(("да", "?!"))
    assert (caught.value.code, caught.value.values["phrase"]) == ("recognition_no_sounds", "?!")


def through(ear: Ear, sound: Samples, piece: int = 800) -> list[Samples]:
    found = [ear.hear(sound[begin : begin + piece].tobytes()) for begin in range(0, sound.size, piece)]
    return [one for one in found if one is not None]


@pytest.mark.parametrize("noise", [0, 100, 400])
@pytest.mark.parametrize("piece", [160, 800, 803])
def test_the_ear_cuts_answers_out_of_noise(noise: int, piece: int, speakers: Speakers) -> None:
    said = speakers.independent[1].say("перезвоните")
    line = np.concatenate([np.zeros(8000), said, np.zeros(8000), said, np.zeros(8000)]) / 2
    line = line + np.random.default_rng(1).normal(0, 1, line.size) * noise
    found = through(Ear(), line.astype(np.int16), piece)
    assert len(found) == 2
    assert all(said.size / 8000 - 0.4 < one.size / 8000 < said.size / 8000 + 1.3 for one in found)


def test_a_click_is_no_answer_and_endless_noise_is_cut() -> None:
    clicks = np.zeros(40_000, np.int16)
    clicks[::16_000] = 20_000
    assert through(Ear(), clicks) == []
    roar = np.random.default_rng(1).normal(0, 4000, 120_000).astype(np.int16)
    assert all(one.size <= 6.1 * 8000 for one in through(Ear(), np.concatenate([np.zeros(4000, np.int16), roar])))
