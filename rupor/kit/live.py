"""Tells open browsers what changed: a PostgreSQL notification sent when the transaction commits.

The web process listens on the channel and forwards each message to the sockets of its account.
"""

import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper

CHANNEL = "rupor_live"
_LARGEST_BYTES = 7_900  # PostgreSQL refuses a payload of 8,000


def announce(*, account_id: int, payload: dict[str, Any], through: BaseDatabaseWrapper | None = None) -> None:
    """Sends the message to the account's browsers; one too large for a notification asks them to read anew.

    `through` another connection it leaves at once, not with the caller's transaction.
    """
    text = _framed(account_id, payload)
    if len(text.encode()) > _LARGEST_BYTES:
        text = _framed(account_id, {"type": "resync"})
    with (through or connection).cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, text])


def _framed(account_id: int, payload: dict[str, Any]) -> str:
    return json.dumps({"account": account_id, "message": payload}, cls=DjangoJSONEncoder, ensure_ascii=False)
