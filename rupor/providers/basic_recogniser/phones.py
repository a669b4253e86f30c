"""The sounds the recogniser tells apart, and how the IPA of espeak-ng becomes them.

Hard and soft consonants are one sound, and so are the shades of an unstressed vowel: people differ in these more
than words do.
"""

import itertools
from dataclasses import dataclass

VOWELS = ("a", "e", "i", "o", "u", "y")
CONSONANTS = (
    *("p", "b", "t", "d", "k", "g", "f", "v", "s", "z", "sh", "zh", "sch", "ch", "ts", "h"),
    *("m", "n", "l", "r", "j"),
)
PHONES = VOWELS + CONSONANTS
PAUSE = "#"
NUMBERS = {phone: number for number, phone in enumerate(PHONES, start=1)}
"""Zero is the blank of CTC."""

_IPA = {
    **dict.fromkeys("ɑaʌɐəæ", "a"),
    **dict.fromkeys("eɛ", "e"),
    **dict.fromkeys("iɪ", "i"),
    **dict.fromkeys("yɨ", "y"),
    **dict.fromkeys("oɵɔø", "o"),
    **dict.fromkeys("uʉʊ", "u"),
    **dict.fromkeys("ʃʂ", "sh"),
    **dict.fromkeys("ʒʐ", "zh"),
    **dict.fromkeys("lɭɫ", "l"),
    **dict.fromkeys("rɾ", "r"),
    **dict.fromkeys("xɣ", "h"),
    **dict.fromkeys("ɡg", "g"),
    **{letter: letter for letter in "pbtdkfvszmnj"},
    "ɕ": "sch",
    "w": "v",
}
_PAIRS = {"tɕ": "ch", "tʃ": "ch", "ts": "ts"}
_STRESS, _SOFT, _SECOND_STRESS = "ˈ", "ʲ", "ˌ"


@dataclass(frozen=True, slots=True)
class Phone:
    """One sound of a text; a pause between clauses is the sound `#`."""

    name: str
    stressed: bool = False
    soft: bool = False


def spoken(ipa: str) -> list[Phone]:
    """The sounds of what espeak wrote; signs it does not know are skipped."""
    found: list[Phone] = []
    stressed, at = False, 0
    while at < len(ipa):
        name = _PAIRS.get(ipa[at : at + 2]) or _IPA.get(ipa[at], "")
        if name:
            soft = ipa[at + 1 : at + 2] == _SOFT
            vowel = name in VOWELS
            found.append(Phone(name, stressed=vowel and stressed, soft=soft or name in {"ch", "sch"}))
            stressed = stressed and not vowel
            at += 1 + (ipa[at : at + 2] in _PAIRS)
            continue
        if ipa[at] == _STRESS:
            stressed = True
        elif ipa[at] == "\n" and found:
            found.append(Phone(PAUSE))
        at += 1
    return found


def numbers(ipa: str) -> tuple[int, ...]:
    """The sounds as the network's outputs count them, doubled ones once, without pauses."""
    names = [phone.name for phone in spoken(ipa) if phone.name != PAUSE]
    return tuple(NUMBERS[name] for name, _ in itertools.groupby(names))
