"""Phones in columns and in free text: `kit.phone.normalise`, told to a million rows at once."""

import re
from dataclasses import dataclass

import polars as pl

from rupor.kit import phone

_PLAIN = r"^[+0-9 ().\-]*$"
_EXCEL_TAIL = r"^(\+?\d{10,15})[.,]0+$"
_BETWEEN = re.compile(r"[,;|/\n\r\t]+")
_DIGITS = re.compile(r"[0-9]")


@dataclass(frozen=True)
class Picked:
    """What a free text held: phones in the order they stand, each once, and the pieces that are none."""

    phones: list[str]
    invalid: list[str]


def normalised(written: pl.Series) -> pl.Series:
    """Each value as `kit.phone.normalise` would have it; plain ones by columns, strange ones one by one."""
    text = written.fill_null("").str.strip_chars().str.replace(_EXCEL_TAIL, "${1}")
    plain = text.str.contains(_PLAIN)
    found = _by_columns(pl.DataFrame({"text": text})).zip_with(plain, pl.Series([""]))
    strange = (~plain).arg_true()
    if len(strange):
        found = found.scatter(strange, pl.Series([phone.normalise(value) for value in text.gather(strange)]))
    return found.alias("phone")


def _by_columns(table: pl.DataFrame) -> pl.Series:
    """The rule over values that hold nothing but digits and signs."""
    digits, first, length = pl.col("digits"), pl.col("digits").str.slice(0, 1), pl.col("digits").str.len_bytes()
    plus = pl.col("text").str.starts_with("+")
    russian = (
        pl.when(~plus & (length == 11) & (first == "8"))
        .then(pl.lit("7") + digits.str.slice(1))
        .when(~plus & (length == 10) & first.is_in(["3", "4", "8", "9"]))
        .then(pl.lit("7") + digits)
        .when((length == 11) & (first == "7"))
        .then(digits)
    )
    abroad = pl.when(length.is_between(11, 15) & ~first.is_in(["0", "7", "8"])).then(digits).otherwise(pl.lit(""))
    area = pl.col("russian").str.slice(1, 1).is_in(["3", "4", "6", "7", "8", "9"])
    return (
        table.with_columns(digits=pl.col("text").str.replace_all(r"[^0-9]", ""))
        .with_columns(russian=russian)
        .select(
            pl.when(pl.col("russian").is_null())
            .then(abroad)
            .when(area)
            .then(pl.col("russian"))
            .otherwise(pl.lit(""))
            .alias("phone")
        )
        .to_series()
    )


def why_not(written: str) -> str:
    """The reason, as a code, why the value is not a phone."""
    text = written.strip()
    digits = "".join(_DIGITS.findall(text))
    if not text:
        return "phone_empty"
    if re.fullmatch(r"[+-]?\d+([.,]\d+)?[eEеЕ]\+?\d+", text):
        return "phone_rounded"
    if len(digits) >= 20:
        return "phone_several"
    if not digits or phone.has_letters(text):
        return "phone_letters"
    if len(digits) < 10 or (len(digits) == 10 and digits[0] not in "3489"):
        return "phone_short"
    return "phone_long" if len(digits) > 15 else "phone_country"


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
