"""Stress goes where the text puts it."""

import pytest

from rupor.providers.espeak import stressing
from rupor.providers.espeak.worker import Speaker


@pytest.fixture(scope="module")
def speaker() -> Speaker:
    opened = Speaker()
    opened._choose("ru")
    return opened


@pytest.mark.parametrize(
    ("written", "sounds"),
    [
        ("замок", "замок"),
        ("з+амок", "[[z'AmVk]]"),
        ("зам+ок", "[[zam'ok]]"),
        ("дом+а, д+ома", "[[dVm'A]], [[d'oma#]]"),
        ("м+ука", "[[m'uka#]]"),
        ("ж+ена", "[[Z'Ena]]"),
        ("звон+ит +Анна", "[[zvVn;'it]] [['Anna#]]"),
        ("б+ольшая +я", "[[b'olSaja]] [['ja]]"),
        ("шагом + марш, 2+2", "шагом + марш, 2+2"),
        ("[[z'amok]]", "[z'amok]"),
    ],
)
def test_marked_words_become_sounds(speaker: Speaker, written: str, sounds: str) -> None:
    assert stressing.marked(written, sounds=speaker._sounds) == sounds


@pytest.mark.parametrize("mark", ["з+амок", "зам+ок"])
def test_a_mark_changes_no_more_than_the_word(speaker: Speaker, mark: str) -> None:
    plain = speaker.speak(text="Откройте замок, пожалуйста", voice="ru", pitch=50)
    marked = speaker.speak(text=f"Откройте {mark}, пожалуйста", voice="ru", pitch=50)
    assert abs(len(plain) - len(marked)) < 1600


def test_sounds_that_do_not_fit_the_letters_are_left() -> None:
    assert stressing.moved(letters=["а", "о"], wanted=0, sounds=["z", "a", "m"]) == ""
