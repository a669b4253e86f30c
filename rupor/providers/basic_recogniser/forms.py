"""The ways a phrase may be said: ё written as е, and other endings of its last word."""

from collections.abc import Callable
from dataclasses import dataclass

import snowballstemmer

from rupor.providers.basic_recogniser import phones

SHORT = 4
"""A word of so few sounds is met inside other words everywhere: it must be most of what was said."""
LEAST_STEM = 6
MOST_LETTERS_TRIED = 4
_SILENT = frozenset("ьъ")


@dataclass(frozen=True, slots=True)
class Form:
    """One way of saying a phrase: the sounds, and whether it must be most of the utterance."""

    sounds: tuple[int, ...]
    alone: bool


def forms(phrase: str, *, spoken: Callable[[str], str]) -> tuple[Form, ...]:
    """All ways, the phrase's own first; empty when there is nothing to say. `spoken` gives IPA."""
    found: dict[tuple[int, ...], Form] = {}
    for text in _spellings(" ".join(phrase.lower().split())):
        sounds = phones.numbers(spoken(text))
        if not sounds:
            continue
        alone = len(sounds) <= SHORT
        found.setdefault(sounds, Form(sounds, alone))
        if alone:
            # People say «да-да» and «нет-нет-нет».
            found.setdefault(sounds * 2, Form(sounds * 2, alone))
            found.setdefault(sounds * 3, Form(sounds * 3, alone))
        stem = sounds[: len(sounds) - _ending(text)]
        if len(stem) >= LEAST_STEM:
            found.setdefault(stem, Form(stem, alone=False))
    return tuple(found.values())


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
