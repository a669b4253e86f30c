"""Cancels people of a stopped run who were not contacted yet, a bite at a time."""

from datetime import datetime

from django.db import connection

_CANCEL = """
UPDATE deliveries_campaigntarget SET state = 'cancelled', finished_at = %s
WHERE id IN (
  SELECT id FROM deliveries_campaigntarget WHERE run_id = %s AND state = 'pending' LIMIT %s FOR UPDATE SKIP LOCKED
)
"""


def cancel_pending(*, run: int, now: datetime, limit: int = 20_000) -> int:
    """How many were cancelled; fewer than `limit` means nobody is left."""
    with connection.cursor() as cursor:
        cursor.execute(_CANCEL, [now, run, limit])
        return int(cursor.rowcount)
