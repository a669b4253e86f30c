"""Money, percents, measures and plain numbers in words, agreed with what stands around them."""

import re

from rupor.engine.text.reading import context
from rupor.engine.text.reading.moments import ends_here
from rupor.engine.text.reading.nouns import MONEY, SCALES, UNITS, Noun
from rupor.engine.text.reading.numerals import MOST, Case, Gender, cardinal

_WHOLE = r"(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)"
_NUMBER = rf"(?<![\d.,])(?:(?P<low>{_WHOLE})\s*[-–—]\s*)?(?P<whole>{_WHOLE})(?:[.,](?P<part>\d+))?(?![\d])"
_SCALE = rf"(?:\s*(?P<scale>{'|'.join(SCALES)})(?![а-яё])(?P<scaledot>\.?))?"


def _any(words: dict[str, object]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_MONEY_WORD = rf"(?P<unit>{_any(dict(MONEY))})(?![а-яёa-zA-Z])(?P<dot>\.?)"
_CENTS = r"(?:\s*(?P<cents>\d{1,2})\s*(?:коп(?:\.|еек|ейки|ейка|ейку)?|цент\w*)(?![а-яё]))?"
_MONEY = re.compile(rf"{_NUMBER}{_SCALE}\s*{_MONEY_WORD}{_CENTS}")
_MONEY_AHEAD = re.compile(rf"(?P<unit>[₽$€₸¥])\s?{_NUMBER}{_SCALE}")
_SQUARE = re.compile(r"(?<=\d)\s*(?:кв\.?\s*м\b\.?|м²|м2\b)")
_UNIT = re.compile(rf"{_NUMBER}{_SCALE}\s*(?P<unit>м²|{_any(dict(UNITS))})(?![а-яёa-zA-Z])(?P<dot>\.?)")
_SCALED = re.compile(rf"{_NUMBER}\s*(?P<scale>{'|'.join(SCALES)})(?![а-яё])(?P<scaledot>\.?)")
_PLAIN = re.compile(rf"{_NUMBER}(?![.,]\d)")
_SQUARE_METRE = Noun(
    "m",
    (
        "квадратный метр",
        "квадратных метра",
        "квадратному метру",
        "квадратный метр",
        "квадратным метром",
        "квадратном метре",
    ),
    ("квадратных метров", "квадратным метрам", "квадратными метрами", "квадратных метрах"),
)
_WHOLES = (
    ("целая", "целой", "целой", "целую", "целой", "целой"),
    ("целых", "целых", "целым", "целых", "целыми", "целых"),
)
_PARTS = {1: "десят", 2: "сот", 3: "тысячн"}
_CASES: tuple[Case, ...] = ("nom", "gen", "dat", "acc", "ins", "pre")
_PART_ENDS = (("ая", "ой", "ой", "ую", "ой", "ой"), ("ых", "ых", "ым", "ых", "ыми", "ых"))


def read(text: str) -> str:
    """Every amount of the text in words."""
    text = re.sub(r"(?<![\w.,])[-−–](?=\d)", "минус ", text)
    text = re.sub(r"(?<![\w.,])\+\s?(?=\d)", "плюс ", text)
    text = _MONEY.sub(_money, text)
    text = _MONEY_AHEAD.sub(_money, text)
    text = _UNIT.sub(_measure, _SQUARE.sub(" м²", text))
    text = _SCALED.sub(_scaled, text)
    text = re.sub(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)", " ", text)
    text = _PLAIN.sub(_plain, text)
    return re.sub(r"\d+", lambda found: _bounded(found[0]), text)


def _money(found: re.Match[str]) -> str:
    noun, small = MONEY[found["unit"]]
    case = _case(found, found["unit"] if len(found["unit"]) > 3 else "")
    given = found.groupdict()
    said = _low(found, case, noun.gender)
    part, scale, cents = given["part"] or "", given["scale"], given.get("cents")
    if scale:
        said += f"{_number(_int(given['whole']), part, SCALES[scale][1], case)} {noun.many[0]}"
    elif part and (small is None or len(part) > 2):
        said += _number(_int(given["whole"]), part, noun, case)
    else:
        said += noun.counted(number=_int(given["whole"]), case=case)
        rest = int(part.ljust(2, "0")) if part else int(cents or 0)
        said += f" {small.counted(number=rest, case=case)}" if small and (rest or cents) else ""
    ended = found[0].endswith(".") and ends_here(found.string[found.end() :])
    return said + ("." if ended else "")


def _measure(found: re.Match[str]) -> str:
    noun = _SQUARE_METRE if found["unit"] == "м²" else UNITS[found["unit"]]
    case = _case(found, "")
    if found["scale"]:
        number = _number(_int(found["whole"]), found["part"] or "", SCALES[found["scale"]][1], case)
        said = f"{number} {noun.many[0]}"
    else:
        said = _number(_int(found["whole"]), found["part"] or "", noun, case)
    ended = found["dot"] and ends_here(found.string[found.end() :])
    return _low(found, case, noun.gender) + said + ("." if ended else "")


def _scaled(found: re.Match[str]) -> str:
    noun = SCALES[found["scale"]][1]
    case = _case(found, "")
    said = _low(found, case, noun.gender) + _number(_int(found["whole"]), found["part"] or "", noun, case)
    return said + ("." if found["scaledot"] and ends_here(found.string[found.end() :]) else "")


def _plain(found: re.Match[str]) -> str:
    number, part = _int(found["whole"]), found["part"] or ""
    before, after = found.string[: found.start()], found.string[found.end() :]
    if number > MOST or (len(found["whole"]) > 1 and found["whole"][0] == "0" and not part):
        return _low(found, "nom", "m") + " ".join(
            cardinal(number=int(digit)) for digit in found["whole"] if digit != " "
        )
    case = context.case(before=before, after=after)
    if part:
        return _low(found, case, "f") + _decimal(number, part, case)
    case, gender = context.agreed(number=number, before=before, after=after)
    if case == "acc" and gender != "f":
        case = "nom"
    return _low(found, case, gender) + cardinal(number=number, case=case, gender=gender)


def _case(found: re.Match[str], word: str) -> Case:
    after = f" {word}" if word else found.string[found.end() :]
    return context.case(before=found.string[: found.start()], after=after if word else "")


def _low(found: re.Match[str], case: Case, gender: Gender) -> str:
    """The lower end of «2-3 дня», said in the same case."""
    return f"{cardinal(number=_int(found['low']), case=case, gender=gender)}-" if found["low"] else ""


def _number(whole: int, part: str, noun: Noun, case: Case) -> str:
    if not part:
        return noun.counted(number=whole, case=case)
    if (whole, part) == (1, "5"):
        if case in {"nom", "acc"}:
            return f"{'полторы' if noun.gender == 'f' else 'полтора'} {noun.one[1]}"
        return f"полутора {noun.after(number=5, case=case)}"
    return f"{_decimal(whole, part, case)} {noun.one[1]}"


def _decimal(whole: int, part: str, case: Case) -> str:
    index = _CASES.index(case)
    count = int(part)
    if len(part) not in _PARTS:
        digits = " ".join(cardinal(number=int(digit)) for digit in part)
        return f"{cardinal(number=whole, case=case)} запятая {digits}"
    heads, tails = _WHOLES[not _single(whole)], _PART_ENDS[not _single(count)]
    first = f"{cardinal(number=whole, case=case, gender='f')} {heads[index]}"
    return f"{first} {cardinal(number=count, case=case, gender='f')} {_PARTS[len(part)]}{tails[index]}"


def _single(number: int) -> bool:
    return number % 10 == 1 and number % 100 != 11


def _int(text: str) -> int:
    return int(text.replace(" ", ""))


def _bounded(digits: str) -> str:
    return (
        cardinal(number=int(digits)) if int(digits) <= MOST else " ".join(cardinal(number=int(each)) for each in digits)
    )
