"""Counts what accounts use of the line: what their limits are held against."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from rupor.features.limits.queries import hour_of
from rupor.kit import rows

_COLUMNS = {"account_id": "bigint", "hour": "timestamptz", "calls": "int", "spent": "numeric"}
_ADD = "(account_id, hour) DO UPDATE SET calls = had.calls + EXCLUDED.calls, spent = had.spent + EXCLUDED.spent"


def count_use(*, used: Mapping[int, tuple[int, Decimal]], now: datetime) -> None:
    """`used` is account → calls begun and money spent. Called after purses were touched, in their order."""
    values = [(account, hour_of(now), calls, spent) for account, (calls, spent) in sorted(used.items())]
    rows.insert("limits_lineuse AS had", columns=_COLUMNS, values=values, conflict=_ADD)
