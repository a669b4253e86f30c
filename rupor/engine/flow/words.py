"""Words of a filter in what a person said: case does not matter, ё is е, forms of a word are one by their stem.

Stems are those of Snowball for Russian; words in Latin letters take its English rules. A phrase is found when the stems
of its words stand in the same order, one after another.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Sequence

import snowballstemmer

Stems = tuple[str, ...]
_WORD = re.compile(r"[^\W_]+")


@functools.lru_cache(maxsize=4096)
def stems(text: str) -> Stems:
    """The stems of the text's words, in order; empty when it has no letters or figures at all."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
    return tuple(_stem(word) for word in _WORD.findall(folded))


def _stem(word: str) -> str:
    """A stemmer keeps state while it works, so threads must not share one; making it costs a few microseconds."""
    return str(snowballstemmer.stemmer("english" if word.isascii() else "russian").stemWord(word))


def says(*, text: str, phrase: str) -> bool:
    """Whether the phrase stands in the text."""
    sought, spoken = stems(phrase), stems(text)
    return bool(sought) and any(
        spoken[place : place + len(sought)] == sought for place in range(len(spoken) - len(sought) + 1)
    )


def first_said(*, text: str, phrases: Iterable[str]) -> str:
    """The first of the phrases, in their order, that the text holds; empty when there is none."""
    return next((phrase for phrase in phrases if says(text=text, phrase=phrase)), "")


def clash(filters: Iterable[Sequence[str]]) -> bool:
    """Whether the same words, in any of their forms, stand in two of the filters."""
    seen: set[Stems] = set()
    for phrases in filters:
        own = {stems(phrase) for phrase in phrases}
        if own & seen:
            return True
        seen |= own
    return False
