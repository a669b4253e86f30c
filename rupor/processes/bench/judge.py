"""Compares what the product believes with what the simulated networks saw. Their logs judge, not our own tables.

lost     targets without a final state, and talks or messages the product tells of that the network never saw
doubled  calls or messages the network saw beyond the attempts that the product made
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

import psycopg

OPEN = ("pending", "calling")
DIALLED = "a.state IN ('taken', 'sent', 'finished', 'unknown')"
LEDGER = "SELECT COALESCE(SUM(amount), 0) FROM billing_ledgerentry"
PURSES = """
SELECT COALESCE(SUM(ABS(p.available - e.balance) + ABS(p.held - e.held)), 0) FROM billing_purse p JOIN (
  SELECT account_id, COALESCE(SUM(amount) FILTER (WHERE ledger = 'balance'), 0) AS balance,
         COALESCE(SUM(amount) FILTER (WHERE ledger = 'held'), 0) AS held
  FROM billing_ledgerentry GROUP BY account_id) e USING (account_id)
"""
EARNED = """
SELECT (SELECT COALESCE(SUM(e.amount), 0) FROM billing_ledgerentry e JOIN billing_transfer t ON t.id = e.transfer_id
        WHERE e.ledger = 'revenue' AND t.kind IN ('settle', 'charge'))
     - (SELECT COALESCE(SUM(cost), 0) FROM deliveries_attempt)
"""


@dataclass(frozen=True)
class Verdict:
    """All zero but `unknown` when every promise was kept."""

    targets: int
    lost: int
    doubled: int
    unknown: int
    ledger_difference: Decimal
    held: Decimal

    @property
    def clean(self) -> bool:
        """Nobody lost, nobody twice, every kopeck in its place."""
        return not (self.lost or self.doubled or self.ledger_difference or self.held)

    def figures(self) -> dict[str, Any]:
        """For the JSON of a bench."""
        return {name: value if isinstance(value, int) else str(value) for name, value in asdict(self).items()}


def verdict(*, database_url: str, calls: Iterable[Mapping[str, Any]], messages: Iterable[Mapping[str, Any]]) -> Verdict:
    """Judge everything an installation has done so far."""
    rung = Counter(line["phone"] for line in calls if line["what"] == "invite")
    talked = Counter(line["phone"] for line in calls if line["what"] == "answer")
    written = Counter(line["phone"] for line in messages if line["what"] == "message")
    with psycopg.connect(database_url) as connection:
        voice = _by_phone(connection, f"a.channel = 'voice' AND a.incoming_key = '' AND {DIALLED}")
        sms = _by_phone(connection, f"a.channel = 'sms' AND {DIALLED}")
        answered = _by_phone(connection, "a.channel = 'voice' AND a.outcome = 'answered'")
        accepted = _by_phone(connection, "a.channel = 'sms' AND a.outcome IN ('delivered', 'undelivered', 'expired')")
        lost = _number(connection, "SELECT COUNT(*) FROM deliveries_campaigntarget WHERE state = ANY(%s)", [list(OPEN)])
        return Verdict(
            targets=_number(connection, "SELECT COUNT(*) FROM deliveries_campaigntarget"),
            lost=lost + (answered - talked).total() + (accepted - written).total(),
            doubled=(rung - voice).total() + (written - sms).total(),
            unknown=_number(connection, "SELECT COUNT(*) FROM deliveries_attempt WHERE state = 'unknown'"),
            ledger_difference=abs(_money(connection, LEDGER))
            + _money(connection, PURSES)
            + abs(_money(connection, EARNED)),
            held=_money(connection, "SELECT COALESCE(SUM(held), 0) FROM billing_purse"),
        )


def _by_phone(connection: psycopg.Connection[Any], condition: str) -> Counter[str]:
    found = connection.execute(f"SELECT a.phone, COUNT(*) FROM deliveries_attempt a WHERE {condition} GROUP BY 1")
    return Counter(dict(found.fetchall()))


def _number(connection: psycopg.Connection[Any], query: str, values: list[Any] | None = None) -> int:
    row = connection.execute(query, values).fetchone()
    return int(row[0]) if row else 0


def _money(connection: psycopg.Connection[Any], query: str) -> Decimal:
    row = connection.execute(query).fetchone()
    return Decimal(row[0]) if row else Decimal(0)
