"""Many rows in one statement: the hot path of deliveries writes hundreds of rows at a time, each with its own values.

The rows travel as one JSON text, which PostgreSQL takes apart much faster than Python writes arrays. Names of tables
and columns come from code, never from input. A column of type jsonb takes text that is JSON already.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from django.db import connection

Values = Sequence[Sequence[Any]]


def update(
    table: str, *, key: str, columns: Mapping[str, str], values: Values, sets: Mapping[str, str] | None = None
) -> int:
    """Sets the columns (name → type) of each row found by `key`, the first value of every row of `values`.

    `sets` gives some columns an expression of their own, in which the row is `had` and the new values are `given`.
    """
    if not values:
        return 0
    expressions = sets if sets is not None else {name: f"given.{name}" for name in columns}
    assigned = ", ".join(f"{name} = {expression}" for name, expression in expressions.items())
    given = _given({key: "bigint", **columns})
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} AS had SET {assigned} FROM {given} WHERE had.{key} = given.{key}",
            [_json([key, *columns], columns, values)],
        )
        return int(cursor.rowcount)


def insert(
    table: str, *, columns: Mapping[str, str], values: Values, conflict: str = "", returning: str = ""
) -> list[tuple[Any, ...]]:
    """Inserts the rows; `conflict` is what follows ON CONFLICT, `returning` the columns that come back."""
    if not values:
        return []
    names = ", ".join(columns)
    statement = f"INSERT INTO {table} ({names}) SELECT {names} FROM {_given(columns)}"
    statement += f" ON CONFLICT {conflict}" if conflict else ""
    statement += f" RETURNING {returning}" if returning else ""
    with connection.cursor() as cursor:
        cursor.execute(statement, [_json(list(columns), columns, values)])
        return list(cursor.fetchall()) if returning else []


def _given(columns: Mapping[str, str]) -> str:
    return f"json_to_recordset(%s::json) AS given({', '.join(f'{name} {kind}' for name, kind in columns.items())})"


def _json(names: Sequence[str], columns: Mapping[str, str], values: Values) -> str:
    plain = [name.strip('"') for name in names]
    ready = [columns.get(name) == "jsonb" for name in names]
    if any(ready):
        values = [
            [msgspec.Raw(value.encode()) if is_json else value for value, is_json in zip(row, ready, strict=True)]
            for row in values
        ]
    return msgspec.json.encode([dict(zip(plain, row, strict=True)) for row in values]).decode()
