"""Whether a spoken text names the keys that a person may press (FLOW-060)."""

from collections.abc import Iterable

from rupor.engine.flow import words

_NAMES = {
    "0": "ноль нуль нолик zero",
    "1": "один одну одна единица единичка one",
    "2": "два две двойка two",
    "3": "три тройка three",
    "4": "четыре четверка four",
    "5": "пять пятерка five",
    "6": "шесть шестерка six",
    "7": "семь семерка seven",
    "8": "восемь восьмерка eight",
    "9": "девять девятка nine",
}


def unnamed_keys(*, text: str, keys: Iterable[str]) -> list[str]:
    """Keys that the text mentions neither as a figure nor by name, in order."""
    spoken = set(words.stems(text))
    return [key for key in sorted(set(keys)) if not spoken & {key, *words.stems(_NAMES[key])}]
