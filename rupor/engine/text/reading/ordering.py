"""Numbers that name a place in a row («5-й», «XXI век») and numbers grown into words («3-комнатная»)."""

import re

from rupor.engine.text.reading.numerals import Case, Gender, cardinal, ordinal

_SUFFIXES: dict[str, tuple[Case, Gender]] = {
    **dict.fromkeys(("й", "ый", "ой", "ий"), ("nom", "m")),
    **dict.fromkeys(("я", "ая", "ья"), ("nom", "f")),
    **dict.fromkeys(("е", "ое", "ье"), ("nom", "n")),
    **dict.fromkeys(("го", "ого", "его"), ("gen", "m")),
    **dict.fromkeys(("му", "ому", "ему"), ("dat", "m")),
    **dict.fromkeys(("м", "ом", "ем"), ("pre", "m")),
    **dict.fromkeys(("ым", "им"), ("ins", "m")),
    **dict.fromkeys(("ю", "ую", "ью"), ("acc", "f")),
    **dict.fromkeys(("ые", "ьи"), ("nom", "pl")),
    **dict.fromkeys(("ых", "ьих"), ("gen", "pl")),
    **dict.fromkeys(("ыми",), ("ins", "pl")),
}
_SUFFIXED = re.compile(rf"(?<![\d.,-])(\d{{1,6}})-({'|'.join(sorted(_SUFFIXES, key=len, reverse=True))})(?![а-яё])")
_GENITIVE = re.compile(r"(?<![\d.,-])(\d{1,6})-(?:ти|и|х|ёх|ух)(?![а-яё])")
_GROWN = re.compile(
    r"(?<![\d.,-])(\d{1,4})-?(?=(?:летн|летие|летия|летию|комнатн|этажн|процентн|дневн|минутн|часов|местн|кратн|значн|тысячн)[а-яё]*)"
)
_ROMAN = re.compile(r"\b([IVX]+)\s+(век|квартал|курс|этап|тур)(а|е|у|ом)?\b")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10}
_BY_ENDING: dict[str, Case] = {"": "nom", "а": "gen", "е": "pre", "у": "dat", "ом": "ins"}
_PLACE = re.compile(r"\b(?:в|на|о|при)\s*$", re.IGNORECASE)


def read(text: str) -> str:
    """Every such number of the text in words."""
    text = _GENITIVE.sub(lambda found: cardinal(number=int(found[1]), case="gen"), text)
    text = _SUFFIXED.sub(_suffixed, text)
    text = _GROWN.sub(lambda found: _stem(int(found[1])), text)
    return _ROMAN.sub(_roman, text)


def _suffixed(found: re.Match[str]) -> str:
    number, (case, gender) = int(found[1]), _SUFFIXES[found[2]]
    after = re.match(r"\s+([а-яё]+)", found.string[found.end() :], re.IGNORECASE)
    follows = after[1].lower() if after else ""
    if found[2] == "й" and follows.endswith("е") and _PLACE.search(found.string[: found.start()]):
        case, gender = "pre", "f"
    if found[2] == "е" and follows.endswith(("ы", "и")):
        gender = "pl"
    if found[2] == "м" and follows.endswith(("ам", "ям")):
        return cardinal(number=number, case="dat")
    return ordinal(number=number, case=case, gender=gender)


def _stem(number: int) -> str:
    if number == 1:
        return "одно"
    return {100: "сто", 90: "девяносто", 1000: "тысяче"}.get(number) or cardinal(number=number, case="gen").replace(
        " ", ""
    )


def _roman(found: re.Match[str]) -> str:
    values = [_ROMAN_DIGITS[digit] for digit in found[1]]
    number = sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
    return f"{ordinal(number=number, case=_BY_ENDING[found[3] or ''])} {found[2]}{found[3] or ''}"
