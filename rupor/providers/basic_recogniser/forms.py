"""The ways a phrase may be said: ё written as е, other endings of its last word, and a short word in usual company."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import snowballstemmer

from rupor.providers.basic_recogniser import phones

SHORT, MIDDLING = 3, 5
"""Few sounds are met inside other words everywhere: a short word must be most of what was said, a middling one must
begin or end it."""
BEFORE, AFTER = ("ну", "да", "давайте"), ("спасибо", "конечно", "хорошо", "пожалуйста")
"""What people say along with a short word: with these it is still the whole answer."""
LEAST_STEM = 6
MOST_LETTERS_TRIED = 4
_SILENT = frozenset("ьъ")


class Place(StrEnum):
    """Where in an answer a form must stand."""

    ALONE = "alone"
    EDGE = "edge"
    ANYWHERE = "anywhere"


@dataclass(frozen=True, slots=True)
class Form:
    """One way of saying a phrase: the sounds, and where they must stand. `company`: other words are part of it."""

    sounds: tuple[int, ...]
    place: Place
    company: bool = False


def forms(phrase: str, *, spoken: Callable[[str], str]) -> tuple[Form, ...]:
    """All ways, the phrase's own first; empty when there is nothing to say. `spoken` gives IPA."""
    found: dict[tuple[int, ...], Form] = {}
    for text in _spellings(" ".join(phrase.lower().split())):
        sounds = phones.numbers(spoken(text))
        if not sounds:
            continue
        place = _place(len(sounds))
        found.setdefault(sounds, Form(sounds, place))
        if place is Place.ALONE:
            for way in _in_company(text, sounds, spoken):
                found.setdefault(way, Form(way, place, company=True))
        stem = sounds[: len(sounds) - _ending(text)]
        if len(stem) >= LEAST_STEM:
            found.setdefault(stem, Form(stem, _place(len(stem))))
    return tuple(found.values())


def _place(count: int) -> Place:
    if count <= SHORT:
        return Place.ALONE
    return Place.EDGE if count <= MIDDLING else Place.ANYWHERE


def _in_company(text: str, sounds: tuple[int, ...], spoken: Callable[[str], str]) -> list[tuple[int, ...]]:
    """«Да-да», «нет-нет-нет», «ну да», «нет, спасибо»."""
    companies = [*(f"{word} {text}" for word in BEFORE if word != text), *(f"{text} {word}" for word in AFTER)]
    return [sounds * 2, sounds * 3, *(phones.numbers(spoken(company)) for company in companies)]


def _spellings(text: str) -> list[str]:
    """As written; with ё for each е in turn, because people write ё without its dots."""
    places = [at for at, letter in enumerate(text) if letter == "е"][:MOST_LETTERS_TRIED]
    if "ё" in text:
        return [text]
    return [text, *(f"{text[:at]}ё{text[at + 1 :]}" for at in places)]


def _ending(text: str) -> int:
    """How many sounds at the end may be others in another form of the last word."""
    last = text.split()[-1].replace("ё", "е")
    stem = str(snowballstemmer.stemmer("russian").stemWord(last))
    return sum(letter not in _SILENT for letter in last[len(stem) :])
