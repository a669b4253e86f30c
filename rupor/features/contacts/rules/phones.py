"""Phones in columns: `kit.phone.normalise`, told to a million rows at once, and why a value is none."""

import re

import polars as pl

from rupor.kit import phone

_PLAIN = r"^[+0-9 ().\-]*$"
_EXCEL_TAIL = r"^(\+?\d{10,15})[.,]0+$"
_DIGITS = re.compile(r"[0-9]")


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
