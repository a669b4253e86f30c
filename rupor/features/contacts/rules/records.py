"""Rows of cells become records of contacts with a first verdict: empty, invalid, or good so far."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from rupor.features.contacts.rules import cells as cell_rules
from rupor.features.contacts.rules import phones

CUSTOM = "custom:"


@dataclass(frozen=True)
class Reading:
    """How rows are to be read: column number → what it holds, types of the project's own fields, usual width, today."""

    columns: Mapping[int, str]
    custom_types: Mapping[str, str]
    width: int
    today: date


def records(rows: pl.Series, *, first_row: int, reading: Reading) -> pl.DataFrame:
    """Columns `row`, `given`, `phone`, `verdict` (empty, invalid or nothing), `warnings`, then the contact's values."""
    phone_column = next(index for index, name in reading.columns.items() if name == "phone")
    table = pl.DataFrame({"cells": rows}).with_row_index("row", offset=first_row)
    given = pl.col("cells").list.get(phone_column, null_on_oob=True).fill_null("").str.replace_all("\x00", "")
    table = table.with_columns(given.str.strip_chars().str.slice(0, 200).alias("given"))
    table = table.with_columns(phones.normalised(table["given"]))
    blank = pl.col("cells").list.join("").str.strip_chars(" \t\x00\xa0") == ""
    verdict = pl.when(blank).then(pl.lit("empty")).when(pl.col("phone") == "").then(pl.lit("invalid"))
    values, warnings = _values(reading)
    told = pl.concat_str([*_shape_warnings(reading), *warnings]).str.strip_chars_end(",")
    # lazily, because only then are expressions that stand both in a value and in its warning worked out once
    lazy = table.lazy().with_columns(verdict.otherwise(pl.lit("")).alias("verdict"), told.alias("warnings"), **values)
    return lazy.drop("cells").collect()


def _values(reading: Reading) -> tuple[dict[str, pl.Expr], list[pl.Expr]]:
    """The expressions of the values and of the warnings about them."""
    values: dict[str, pl.Expr] = {}
    warnings: list[pl.Expr] = []
    custom: list[pl.Expr] = []
    for index, name in reading.columns.items():
        if name == "phone":
            continue
        given = pl.col("cells").list.get(index, null_on_oob=True)
        variable = name.removeprefix(CUSTOM)
        if name.startswith(CUSTOM):
            cleaned = cell_rules.clean_custom(reading.custom_types[variable], given, today=reading.today)
            custom.append(pl.when(cleaned.values != "").then(cleaned.values).alias(variable))
        else:
            cleaned = cell_rules.clean(name, given, today=reading.today)
            values[name] = cleaned.values
        warnings.append(_warning(cleaned.wrong, variable))
    if custom:
        values["custom"] = pl.struct(custom).struct.json_encode()
    return values, warnings


def _shape_warnings(reading: Reading) -> list[pl.Expr]:
    """A row longer than the heading says more than we keep; one too short to hold a mapped column says less."""
    count = pl.col("cells").list.len()
    more = pl.col("cells").list.slice(reading.width).list.join("").str.strip_chars() != ""
    return [
        _warning((count > reading.width) & more, "row_long"),
        _warning((count <= max(reading.columns)) & (count < reading.width), "row_short"),
    ]


def _warning(wrong: pl.Expr, name: str) -> pl.Expr:
    return pl.when(wrong).then(pl.lit(f"{name},")).otherwise(pl.lit(""))
