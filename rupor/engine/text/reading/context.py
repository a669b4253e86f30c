"""What the neighbours of a number ask: the case by a preposition or an ending, the gender by the thing counted."""

import re

from rupor.engine.text.reading.nouns import KNOWN, MONEY
from rupor.engine.text.reading.numerals import Case, Gender, words

_GENITIVE = words(
    "до от из без для около после более менее свыше больше меньше у против кроме среди с со  "
    "порядка ниже выше вместо позднее позже раньше старше младше дольше дороже дешевле ранее  "
    "из-за вокруг внутри течение размере возрасте "
)
_ACCUSATIVE = ["в", "во", "на", "за", "через", "про"]
_BEFORE: dict[str, Case] = {
    **dict.fromkeys(_GENITIVE, "gen"),
    **dict.fromkeys(("к", "ко", "благодаря"), "dat"),
    **dict.fromkeys(("над", "перед", "между"), "ins"),
    **dict.fromkeys(("о", "об", "при"), "pre"),
    **dict.fromkeys(_ACCUSATIVE, "acc"),
}
_ENDINGS: tuple[tuple[str, Case], ...] = (("ами", "ins"), ("ями", "ins"), ("ах", "pre"), ("ях", "pre"))
_DATIVE_ENDINGS = ("ам", "ям")
# After these a number is a name (of a key, of a flat), which nothing counts.
_NAMING = frozenset(
    words(
        "нажмите нажать нажав наберите цифру цифра цифры клавишу клавиша клавиши кнопку кнопка  "
        "номер номера дом квартира офис корпус строение код пункт вариант шаг этап версия пароль "
    )
)
# Words that end like nouns and are none.
_SMALL = frozenset(
    words(
        "или и если для чтобы либо ли а но на в во с со к ко по за при после до от из у о об не  "
        "это то когда где как что вы мы они он она мне вам нам все всё уже ещё так же бы без раз  "
        "через между перед над под "
    )
)
_MASCULINE_IN_A = frozenset(words("мужчины юноши дедушки папы дяди коллеги судьи"))
_SOFT_FEMININE = ("сть", "чь", "щь", "шь", "жь", "вь", "знь", "дь")
_WORD = re.compile(r"[а-яёА-ЯЁ-]+")


def case(*, before: str, after: str) -> Case:
    """The case of a number between the two texts; nominative when nothing asks for another."""
    preposition = _last_word(before)
    noun = _counted(after)
    if noun and len(noun) > 3:
        asked = next((asked for ending, asked in _ENDINGS if noun.endswith(ending)), None)
        if asked and preposition not in {"до", "от", "из"}:
            return asked
        if noun.endswith(_DATIVE_ENDINGS) and preposition in {"к", "ко", "по", "благодаря"}:
            return "dat"
    return _BEFORE.get(preposition, "nom")


def agreed(*, number: int, before: str, after: str) -> tuple[Case, Gender]:
    """Case and gender of a number by the thing counted; masculine when it cannot be told."""
    asked = case(before=before, after=after)
    noun = "" if _last_word(before) in _NAMING else _counted(after)
    if not noun or number % 100 in {11, 12} or number % 10 not in {1, 2}:
        return asked, "m"
    known = KNOWN.get(noun) or MONEY.get(noun, (None,))[0]
    if number % 10 == 2:
        feminine = noun.endswith(("ы", "и")) and noun not in _MASCULINE_IN_A
        return asked, known.gender if known else ("f" if feminine else "m")
    if asked == "acc" and noun.endswith("е") and (noun == known.one[5] if known else not noun.endswith("ие")):
        asked = "pre"
    return asked, known.gender if known else _of_one(noun, asked)


def _of_one(noun: str, case: Case) -> Gender:
    """The gender of a thing in the singular by its ending in that case."""
    if case in {"gen", "dat", "pre"}:
        endings: dict[Case, tuple[str, ...]] = {"gen": ("ы", "и"), "dat": ("е", "и"), "pre": ("и",)}
        return "f" if noun.endswith(endings[case]) else "m"
    if case == "ins":
        return "f" if noun.endswith(("ой", "ей", "ью")) else "m"
    if noun.endswith(("о", "е", "ё", "мя")):
        return "n"
    return "f" if noun.endswith(("а", "я", "у", "ю", *_SOFT_FEMININE)) else "m"


def _last_word(text: str) -> str:
    found = re.search(r"([а-яёА-ЯЁ-]+)\s*[«\"(]?\s*$", text)
    return found[1].lower() if found else ""


def _counted(after: str) -> str:
    """The word right behind; for an adjective in the plural the one behind it."""
    said = re.match(r"\s+(.*)", after, re.DOTALL)
    words = re.match(r"([а-яёА-ЯЁ]+)(?:\s+([а-яёА-ЯЁ]+))?", said[1]) if said else None
    if words is None or words[1].lower() in _SMALL:
        return ""
    first = words[1].lower()
    if first.endswith(("ые", "ых", "ими", "ыми", "их")) and words[2]:
        return str(words[2]).lower()
    return first
