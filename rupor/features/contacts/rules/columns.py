"""Which column holds what: by its heading in either language, the project's own fields, and what stands in it."""

import re
from collections.abc import Sequence

from rupor.kit import phone

STANDARD = ("phone", "surname", "name", "second_name", "birthdate", "sex", "email", "link")
_HEADINGS = {
    "phone": r"тел|моб|phone|mobile|msisdn|cell|контактный номер|^номер( телефона| абонента)?$|^number$|whats",
    "surname": r"фамил|surname|last ?name|family",
    "second_name": r"отчест|second ?name|middle|patronym",
    "birthdate": r"рожд|birth|^д\.?р\.?$|^dob$",
    "sex": r"^пол$|^sex$|gender",
    "email": r"mail|почт|мейл|мэйл",
    "link": r"ссыл|^link$|^url$|сайт|site",
    "name": r"^имя|first ?name|^name$|^фио$|ф\.и\.о|full ?name|^client$|клиент|контакт$",
}
_CONTENTS = {
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+"),
    "birthdate": re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{4}-\d{2}-\d{2}"),
    "link": re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE),
    "sex": re.compile(r"м|ж|муж\w*|жен\w*|male|female|m|f", re.IGNORECASE),
}
_MOSTLY = 0.6


def guesses(rows: Sequence[Sequence[str]], *, has_header: bool, fields: dict[str, str]) -> list[str]:
    """A guess for each column; `fields` are the project's own, title or variable in lower case → variable."""
    width = max(map(len, rows), default=0)
    titles = [cell(rows[0], index).strip().lower() for index in range(width)] if has_header and rows else [""] * width
    values = [_values(rows[1:] if has_header else rows, index) for index in range(width)]
    found = [_by_title(title, fields) for title in titles]
    phones = found.index("phone") if "phone" in found else _phone_column(values, found)
    taken: set[str] = set()
    chosen: list[str] = []
    for index in range(width):
        guess = "phone" if index == phones else found[index] or _by_content(values[index])
        free = guess not in taken and (guess != "phone" or index == phones)
        chosen.append(guess if guess and free else "skip")
        taken.add(guess)
    return chosen


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """The first row is a heading only if its phone cell holds no number (CONT-091)."""
    if not rows:
        return False
    width = max(map(len, rows))
    by_title = [_by_title(cell(rows[0], index).strip().lower(), {}) for index in range(width)]
    column = by_title.index("phone") if "phone" in by_title else None
    if column is None:
        column = _phone_column([_values(rows, index) for index in range(width)], [""] * width)
    if column is None:
        return any(by_title)
    written = cell(rows[0], column)
    digits = sum(char.isdigit() for char in written)
    return digits < 5 and (bool(written.strip()) or any(by_title))


def cell(row: Sequence[str], index: int) -> str:
    """The cell, or an empty one where the row is too short."""
    return row[index] if index < len(row) else ""


def _values(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    return [value for row in rows if (value := cell(row, index).strip())]


def _by_title(title: str, fields: dict[str, str]) -> str:
    if title in fields:
        return f"custom:{fields[title]}"
    return next((name for name, pattern in _HEADINGS.items() if re.search(pattern, title)), "") if title else ""


def _phone_column(values: list[list[str]], found: list[str]) -> int | None:
    """The column where most values are phones; a column that a heading claims for something else is left to it."""
    shares = [
        sum(bool(phone.normalise(value)) for value in column) / len(column) if column and not found[index] else 0.0
        for index, column in enumerate(values)
    ]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] > 0.3 else None


def _by_content(values: list[str]) -> str:
    for name, pattern in _CONTENTS.items():
        if values and sum(bool(pattern.fullmatch(value)) for value in values) >= len(values) * _MOSTLY:
            return name
    return ""
