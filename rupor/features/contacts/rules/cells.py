"""Cells become values of a contact, a column at a time; what cannot be understood is left out and told as a warning."""

from dataclasses import dataclass
from datetime import date

import polars as pl

YEARLESS = 1904  # a birthday without a year: a leap year in which nobody living was born
LENGTHS = {"surname": 100, "name": 100, "second_name": 100, "email": 254, "link": 500}
CUSTOM_LENGTH = 1000
_SEX = {
    "male": ["м", "муж", "муж.", "мужской", "мужчина", "m", "male", "man"],
    "female": ["ж", "жен", "жен.", "женский", "женщина", "f", "female", "woman"],
}
_EMAIL = r"^[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}$"
_LINK = r"^(?i)(https?://\S+|www\.\S+|[\w-]+(\.[\w-]+)+(/\S*)?)$"
_OF_TYPE = {
    "int": r"^[+-]?\d{1,18}$",
    "email": _EMAIL,
    "url": _LINK,
    "bool": r"^(?i)(1|0|да|нет|yes|no|true|false)$",
}


@dataclass(frozen=True)
class Cleaned:
    """The values and, for each, whether something was given that could not be taken."""

    values: pl.Expr
    wrong: pl.Expr


def tidy(cells: pl.Expr) -> pl.Expr:
    """One line without stray spaces and without the zero byte, which no database text may hold."""
    return cells.fill_null("").str.replace_all(r"[\s\x00]+", " ").str.strip_chars()


def clean(column: str, cells: pl.Expr, *, today: date) -> Cleaned:
    """The rule of a standard column."""
    text = tidy(cells)
    if column == "birthdate":
        return _birthdate(text, today)
    if column == "sex":
        return _sex(text)
    if column in {"email", "link"}:
        kept = text.str.to_lowercase() if column == "email" else text
        good = text.str.contains(_EMAIL if column == "email" else _LINK) & (text.str.len_chars() <= LENGTHS[column])
        return Cleaned(pl.when(good).then(kept).otherwise(pl.lit("")), (text != "") & ~good)
    return _cut(text, LENGTHS[column])


def clean_custom(kind: str, cells: pl.Expr, *, today: date) -> Cleaned:
    """The rule of a project's own field; every value is kept as text, dates as year-month-day."""
    text = tidy(cells)
    if kind == "date":
        found = _birthdate(text, today)
        return Cleaned(found.values.dt.to_string("%Y-%m-%d").fill_null(""), found.wrong)
    if kind in _OF_TYPE:
        good = text.str.contains(_OF_TYPE[kind])
        return Cleaned(pl.when(good).then(text).otherwise(pl.lit("")), (text != "") & ~good)
    return _cut(text, CUSTOM_LENGTH)


def _cut(text: pl.Expr, most: int) -> Cleaned:
    return Cleaned(text.str.slice(0, most), text.str.len_chars() > most)


def _sex(text: pl.Expr) -> Cleaned:
    low = text.str.to_lowercase()
    found = pl.when(low.is_in(_SEX["male"])).then(pl.lit("male"))
    value = found.when(low.is_in(_SEX["female"])).then(pl.lit("female")).otherwise(pl.lit(""))
    return Cleaned(value, (text != "") & (value == ""))


def _birthdate(text: pl.Expr, today: date) -> Cleaned:
    value = text.map_batches(lambda series: _dates(series, today), return_dtype=pl.Date, is_elementwise=True)
    return Cleaned(value, (text != "") & value.is_null())


def _dates(text: pl.Series, today: date) -> pl.Series:
    """dd.mm.yyyy, yyyy-mm-dd (also with a time after it), dd.mm; «/» and «-» stand for «.».

    Most files keep to one form: the others are tried only where the first did not fit.
    """
    head = text.str.slice(0, 10).str.strip_chars_end(" .г")
    day_first = head.str.replace_many(["/", "-"], [".", "."])
    found = day_first.str.to_date("%d.%m.%Y", strict=False)
    if found.null_count():
        found = found.zip_with(found.is_not_null(), head.str.to_date("%Y-%m-%d", strict=False))
    found = found.set(~found.is_between(date(YEARLESS + 1, 1, 1), today).fill_null(value=True), None)
    if found.null_count():
        bare = day_first.set(day_first.str.len_bytes() > 5, None) + f".{YEARLESS}"
        found = found.zip_with(found.is_not_null(), bare.str.to_date("%d.%m.%Y", strict=False))
    return found


def shown_date(value: date | None) -> str:
    """ISO 8601: `1990-05-17`, or `--05-17` when the year is not known."""
    if value is None:
        return ""
    return f"--{value:%m-%d}" if value.year == YEARLESS else value.isoformat()
