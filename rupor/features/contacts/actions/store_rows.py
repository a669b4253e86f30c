"""Writes a batch of good rows as contacts and members, set-wise, and tells which of them were not simply added.

The caller holds the project's lock (`lock_contacts`), so nobody else adds contacts between our statements.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl
from django.db import connection

_TEXTS = ("surname", "name", "second_name", "sex", "email", "link")
_COLUMNS = ("row", "phone", *_TEXTS, "birthdate", "custom")
_STAGE = """
CREATE TEMP TABLE IF NOT EXISTS import_rows (
  row integer NOT NULL, phone varchar(15) NOT NULL,
  surname text NOT NULL DEFAULT '', name text NOT NULL DEFAULT '', second_name text NOT NULL DEFAULT '',
  sex text NOT NULL DEFAULT '', email text NOT NULL DEFAULT '', link text NOT NULL DEFAULT '',
  birthdate date, custom jsonb NOT NULL DEFAULT '{}',
  contact_id bigint NOT NULL DEFAULT nextval('contacts_contact_id_seq')
) ON COMMIT DROP;
CREATE TEMP TABLE IF NOT EXISTS import_known (
  row integer NOT NULL, contact_id bigint NOT NULL, changed boolean NOT NULL, member boolean NOT NULL
) ON COMMIT DROP;
TRUNCATE import_rows, import_known;
"""
_KNOWN = """
INSERT INTO import_known
SELECT given.row, contact.id, {changed}, member.contact_id IS NOT NULL
FROM import_rows AS given
JOIN contacts_contact AS contact ON contact.project_id = %(project)s AND contact.phone = given.phone
LEFT JOIN contacts_audiencemember AS member ON member.audience_id = %(audience)s AND member.contact_id = contact.id
"""
_CHANGE = """
UPDATE contacts_contact AS contact SET {sets}
FROM import_rows AS given JOIN import_known AS known USING (row)
WHERE known.changed AND contact.id = known.contact_id
"""
_CONTACTS = """
INSERT INTO contacts_contact (id, account_id, project_id, phone, surname, name, second_name, sex, email, link,
  birthdate, custom, created_at)
SELECT given.contact_id, %(account)s, %(project)s, phone, surname, name, second_name, sex, email, link,
  birthdate, jsonb_strip_nulls(custom), %(now)s
FROM import_rows AS given {fresh}
"""
_MEMBERS = """
INSERT INTO contacts_audiencemember (account_id, audience_id, contact_id, added_at)
SELECT %(account)s, %(audience)s, coalesce(known.contact_id, given.contact_id), %(now)s
FROM import_rows AS given LEFT JOIN import_known AS known USING (row)
WHERE known.member IS NOT TRUE
"""
_OUTCOMES = """
WITH stopped AS (
  SELECT given.row FROM import_rows AS given JOIN contacts_stopentry AS entry
    ON entry.account_id = %(account)s AND entry.phone = given.phone
  UNION
  SELECT given.row FROM contacts_audience AS list
    JOIN contacts_audiencemember AS member ON member.audience_id = list.id
    JOIN contacts_contact AS contact ON contact.id = member.contact_id
    JOIN import_rows AS given ON given.phone = contact.phone
    WHERE list.account_id = %(account)s AND list.is_global_stop AND list.id <> %(audience)s
)
SELECT given.row,
  CASE WHEN known.member IS NOT TRUE THEN 'added' WHEN known.changed THEN 'updated' ELSE 'unchanged' END,
  stopped.row IS NOT NULL
FROM import_rows AS given LEFT JOIN import_known AS known USING (row) LEFT JOIN stopped USING (row)
WHERE known.member OR stopped.row IS NOT NULL
"""


@dataclass(frozen=True)
class Place:
    """Where the rows go and what happens to contacts known already: fill, overwrite or skip.

    `untouched` says that the project had no contacts when the lock was taken, so none can be known.
    """

    account_id: int
    project_id: int
    audience_id: int
    policy: str
    untouched: bool = False


def store_rows(*, rows: pl.DataFrame, place: Place, now: datetime) -> pl.DataFrame:
    """Outcomes (`row`, `outcome`, `stop_listed`) of the rows that were not simply added."""
    keys: dict[str, Any] = {
        "account": place.account_id,
        "project": place.project_id,
        "audience": place.audience_id,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(_STAGE)
        _copy(cursor, rows.select([name for name in _COLUMNS if name in rows.columns]))
        known = 0 if place.untouched else _find_known(cursor, place.policy, keys)
        if known and place.policy != "skip":
            cursor.execute(_CHANGE.format(sets=_sets(place.policy)), keys)
        fresh = "LEFT JOIN import_known AS known USING (row) WHERE known.row IS NULL" if known else ""
        cursor.execute(_CONTACTS.format(fresh=fresh), keys)
        cursor.execute(_MEMBERS, keys)
        cursor.execute(_OUTCOMES, keys)
        found = cursor.fetchall()
    schema = {"row": pl.UInt32, "outcome": pl.String, "stop_listed": pl.Boolean}
    return pl.DataFrame(found, schema=schema, orient="row")


def _copy(cursor: Any, rows: pl.DataFrame) -> None:
    texts = ", ".join(name for name in rows.columns if name in _TEXTS)
    force = f", FORCE_NOT_NULL ({texts})" if texts else ""
    statement = f"COPY import_rows ({', '.join(rows.columns)}) FROM STDIN (FORMAT csv{force})"
    with cursor.copy(statement) as copy:
        copy.write(rows.write_csv(include_header=False, null_value="").encode())


def _find_known(cursor: Any, policy: str, keys: dict[str, Any]) -> int:
    """By the index, row by row: nobody has counted the contacts that this transaction added, so the planner may not."""
    cursor.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off")
    cursor.execute(_KNOWN.format(changed=_changed(policy)), keys)
    known: int = cursor.rowcount
    cursor.execute("RESET enable_hashjoin; RESET enable_mergejoin")
    return known


def _merged(policy: str) -> dict[str, str]:
    """What each column becomes when the contact is known already."""
    first, second = ("contact", "given") if policy == "fill" else ("given", "contact")
    merged = {name: f"coalesce(nullif({first}.{name}, ''), {second}.{name})" for name in _TEXTS}
    merged["birthdate"] = f"coalesce({first}.birthdate, {second}.birthdate)"
    merged["custom"] = f"(jsonb_strip_nulls({second}.custom) || jsonb_strip_nulls({first}.custom))"
    return merged


def _changed(policy: str) -> str:
    if policy == "skip":
        return "false"
    merged = _merged(policy)
    return f"({', '.join(merged.values())}) IS DISTINCT FROM ({', '.join(f'contact.{name}' for name in merged)})"


def _sets(policy: str) -> str:
    return ", ".join(f"{name} = {value}" for name, value in _merged(policy).items())
