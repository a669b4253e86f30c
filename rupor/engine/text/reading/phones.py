"""Phones in the groups people say them in, codes digit by digit."""

import re

from rupor.engine.text.reading.numerals import cardinal

_GAP = r"[\s\-–—]{0,3}"
_REST = (
    rf"\d{{3}}{_GAP}\d{{2}}{_GAP}\d{{2}}|\d{{3}}{_GAP}\d{{4}}|\d{{4}}{_GAP}\d{{3}}|\d{{2}}{_GAP}\d{{2}}{_GAP}\d{{3}}"
)
_PHONE = re.compile(
    rf"(?<![\d+.,])(?P<country>\+(?:7|1|\d{{3}}|\d{{2}})|8|7){_GAP}\(?(?P<city>\d{{2,3}})\)?{_GAP}(?P<rest>{_REST})(?!\d)"
)
_CITY = re.compile(r"(?<![\d\-–])(\d{3})-(\d{2})-(\d{2})(?![\d\-])")
_CODED = re.compile(
    r"(?P<word>\b(?:код(?:а|у|ом|е|ы)?|парол(?:ь|я|ю|ем|е|и)|пин(?:-?код(?:а|ом)?)?|pin|инн|артикул)\b"
    r"(?:\s+[а-яё]+)?\s*[:№–—-]?\s*)"
    r"(?P<digits>\d(?:[ -]?\d){2,})(?![\d:%]|[.,]\d|\s*(?:руб|₽|сек|мин|час|раз|дн))",
    re.IGNORECASE,
)
_LONG = re.compile(r"(?<![\d.,+])(?<!\d )(?:0\d{2,}|\d{10,})(?![\d.,]\d|\d)")


def read(text: str) -> str:
    """Every phone and code of the text in words, with a pause between groups."""
    text = _PHONE.sub(_phone, text)
    text = _CITY.sub(lambda found: groups(list(found.groups())), text)
    text = _CODED.sub(lambda found: found["word"] + digits(re.sub(r"\D", "", found["digits"])), text)
    return _LONG.sub(lambda found: digits(found[0]), text)


def _phone(found: re.Match[str]) -> str:
    country = found["country"]
    first = f"плюс {cardinal(number=int(country[1:]))}" if country[0] == "+" else cardinal(number=int(country))
    written = re.findall(r"\d+", found["rest"])
    if len(written) == 1 or sum(map(len, written)) != 7 or max(map(len, written)) > 4:
        rest = re.sub(r"\D", "", found["rest"])
        written = [rest[:3], rest[3:5], rest[5:]]
    return f"{first}, {groups([found['city'], *written])}"


def groups(parts: list[str]) -> str:
    """«девятьсот шестнадцать, ноль пять»: zeros ahead are said one by one."""
    return ", ".join(_group(part) for part in parts)


def _group(part: str) -> str:
    bare = part.lstrip("0")
    zeros = ["ноль"] * (len(part) - len(bare))
    return " ".join(zeros + ([cardinal(number=int(bare))] if bare else []))


def digits(text: str) -> str:
    """One by one: «ноль, пять, один»."""
    return ", ".join(cardinal(number=int(digit)) for digit in text)
