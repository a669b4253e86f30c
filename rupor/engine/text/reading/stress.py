"""Stress in texts: people write «+» before the stressed vowel («з+амок»), or an accent after it («за́мок»)."""

import re

VOWELS = "аеёиоуыэюяАЕЁИОУЫЭЮЯ"
ACCENT = "\u0301"
_ACCENTED = re.compile(rf"([{VOWELS}]){ACCENT}")
_PLUS = re.compile(rf"\+([{VOWELS}])")


def as_plus(text: str) -> str:
    """One way of writing it, that of the larger services: «+» before the vowel."""
    return _ACCENTED.sub(r"+\1", text).replace(ACCENT, "")


def without(text: str) -> str:
    """For eyes and for voices that know no marks."""
    return _PLUS.sub(r"\1", as_plus(text))
