"""Many rows in one statement: the hot path of deliveries writes hundreds of rows at a time, each with its own values.

Names of tables and columns come from code, never from input.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection

Values = Sequence[Sequence[Any]]


def update(table: str, *, key: str, columns: Mapping[str, str], values: Values) -> int:
    """Sets the columns (name → type) of each row found by `key`, the first value of every row of `values`.

    A column named `amount+` grows by its value instead. Returns how many rows were found.
    """
    if not values:
        return 0
    sets = ", ".join(_set(table, name, kind) for name, kind in columns.items())
    names = ", ".join([key, *(name.rstrip("+") for name in columns)])
    arrays = ", ".join(["%s::bigint[]", *(f"%s::{_plain(kind)}[]" for kind in columns.values())])
    statement = f"UPDATE {table} SET {sets} FROM unnest({arrays}) AS given({names}) WHERE {table}.{key} = given.{key}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(column) for column in zip(*values, strict=True)])
        return int(cursor.rowcount)


def insert(
    table: str, *, columns: Mapping[str, str], values: Values, conflict: str = "", returning: str = ""
) -> list[tuple[Any, ...]]:
    """Inserts the rows; `conflict` is what follows ON CONFLICT, `returning` the columns that come back."""
    if not values:
        return []
    arrays = ", ".join(f"%s::{_plain(kind)}[]" for kind in columns.values())
    chosen = ", ".join(f"{name}::jsonb" if kind == "jsonb" else name for name, kind in columns.items())
    names = ", ".join(columns)
    statement = f"INSERT INTO {table} ({names}) SELECT {chosen} FROM unnest({arrays}) AS given({names})"
    if conflict:
        statement += f" ON CONFLICT {conflict}"
    if returning:
        statement += f" RETURNING {returning}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(column) for column in zip(*values, strict=True)])
        return list(cursor.fetchall()) if returning else []


def _set(table: str, name: str, kind: str) -> str:
    column = name.rstrip("+")
    value = f"given.{column}" + ("::jsonb" if kind == "jsonb" else "")
    return f"{column} = {table}.{column} + {value}" if name.endswith("+") else f"{column} = {value}"


def _plain(kind: str) -> str:
    return "text" if kind == "jsonb" else kind
