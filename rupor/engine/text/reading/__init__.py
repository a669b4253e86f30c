"""A Russian text as it is said: numbers, dates, times, money, phones and shortenings in words. Pure, tables only.

    reading.spoken("Скидка 15% до 05.03.2026, тел. +7 (916) 123-45-67")

What it cannot tell it leaves as it is. Stress stays as «+» before the vowel; `ё` is never guessed.
"""

import re

from rupor.engine.text.reading import amounts, moments, ordering, phones, shortenings, stress

_SPACES = re.compile(r"[ \t\u00a0\u2009\u202f]+")
_SIGNS = str.maketrans({"−": "-", "\u00ad": "", "\u200b": "", "\ufeff": "", "…": "..."})


def spoken(text: str) -> str:
    """The same text without a digit."""
    text = stress.as_plus(_SPACES.sub(" ", text.translate(_SIGNS)))
    text = phones.read(shortenings.before_numbers(_guarded(text)))
    text = amounts.read(ordering.read(moments.read(text)))
    text = shortenings.after_numbers(text)
    return _tidy(text)


def _guarded(text: str) -> str:
    """Dashes between digits of a span become short, so that one rule reads them all."""
    return re.sub(r"(?<=\d)\s*[–—]\s*(?=\d)", "–", text)


def _tidy(text: str) -> str:
    text = re.sub(r"[ ]{2,}", " ", text)
    return re.sub(r"\s+([.,!?;:])", r"\1", text).strip()
