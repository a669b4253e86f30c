"""Moving the stress of a Russian word in espeak's own letters for sounds: this build reads no stress mark in texts.

espeak says how it would speak the word (`z a m 'o k`); the stress goes to the vowel that the text marks, which gets its
full sound, while the vowel that loses it becomes weak: `z 'A m V k`.
"""

from collections.abc import Callable, Sequence

_VOWELS = "аеёиоуыэюя"
_SOUNDS = frozenset(["a", "A", "o", "V", "e", "E", "i", "I", "y", "u", "8", "ja", "je", "jo", "ju"])
_STRONG = {"а": "A", "о": "o", "е": "e", "э": "E", "и": "i"}
_WEAK = {"о": "V", "е": "i", "э": "I"}
_ALWAYS_HARD = frozenset({"Z", "S", "ts"})


def marked(text: str, *, sounds: Callable[[str], Sequence[str]]) -> str:
    """The text with every word that has «+» before a vowel given by its sounds, in double square brackets.

    `sounds` tells how a word is spoken, stress included. A mark that leads nowhere is left out.
    """
    plain = text.replace("[[", "[").replace("]]", "]")
    return "".join(_word(piece, sounds) for piece in _pieces(plain))


def _pieces(text: str) -> list[str]:
    """Words with their marks, and what is between them."""
    pieces: list[str] = []
    before = ""
    for place, letter in enumerate(text):
        marks = letter == "+" and text[place + 1 : place + 2].lower() in set(_VOWELS)
        kind = "word" if letter.isalpha() or marks else "between"
        if pieces and kind == before:
            pieces[-1] += letter
        else:
            pieces.append(letter)
        before = kind
    return pieces


def _word(piece: str, sounds: Callable[[str], Sequence[str]]) -> str:
    if "+" not in piece or not any(letter.isalpha() for letter in piece):
        return piece
    head, _, tail = piece.partition("+")
    bare = head + tail.replace("+", "")
    letters = [letter for letter in bare.lower() if letter in _VOWELS]
    wanted = sum(letter in _VOWELS for letter in head.lower())
    spoken = moved(letters=letters, wanted=wanted, sounds=sounds(bare))
    return f"[[{spoken}]]" if spoken else bare


def moved(*, letters: Sequence[str], wanted: int, sounds: Sequence[str]) -> str:
    """The sounds with the stress on the vowel number `wanted`; empty when they do not fit the letters."""
    bare = [sound.replace("'", "").replace(",", "") for sound in sounds]
    places = [place for place, sound in enumerate(bare) if sound.rstrip('#"') in _SOUNDS]
    if len(places) != len(letters):
        return ""
    for count, place in enumerate(places):
        letter, hard = letters[count], place > 0 and bare[place - 1] in _ALWAYS_HARD
        if count == wanted:
            bare[place] = "'" + _strong(letter, bare[place], hard)
        elif "'" in sounds[place]:
            bare[place] = _weak(letter, bare[place], hard)
    return "".join(bare)


def _strong(letter: str, sound: str, hard: bool) -> str:
    if letter == "е" and hard:
        return "E"
    if letter == "и" and hard:
        return "y"
    return _STRONG.get(letter, sound.rstrip("#"))


def _weak(letter: str, sound: str, hard: bool) -> str:
    if letter == "е" and hard:
        return "y"
    return _WEAK.get(letter, "a" if sound == "A" else sound)
