"""Picks phones out of free text: what people paste into a field for numbers."""

import re
from dataclasses import dataclass

from rupor.kit import phone

_BETWEEN = re.compile(r"[,;|/\n\r\t]+")
_DIGITS = re.compile(r"[0-9]")


@dataclass(frozen=True)
class Picked:
    """What a free text held: phones in the order they stand, each once, and the pieces that are none."""

    phones: list[str]
    invalid: list[str]


def picked_from(text: str) -> Picked:
    """Numbers picked out of free text in any form: one or several in a line, with commas, spaces or words between."""
    phones: dict[str, None] = {}
    invalid: list[str] = []
    for piece in _BETWEEN.split(text):
        found = _in_piece(piece)
        phones.update(dict.fromkeys(found))
        if not found and piece.strip():
            invalid.append(piece.strip())
    return Picked(phones=list(phones), invalid=invalid)


def _in_piece(piece: str) -> list[str]:
    """The piece as one number, else the longest runs of its words that are numbers."""
    whole = phone.normalise(piece)
    if whole:
        return [whole]
    words = [word for word in piece.split() if _DIGITS.search(word)]
    found: list[str] = []
    at = 0
    while at < len(words):
        ends = range(min(len(words), at + 6), at, -1)
        number, end = next(((n, end) for end in ends if (n := phone.normalise(" ".join(words[at:end])))), ("", at + 1))
        found += [number] if number else []
        at = end
    return found
