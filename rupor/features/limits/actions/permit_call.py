"""Lets one call without a campaign out, or says why not: a test call, a code that is spoken, a confirmation."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rupor.engine.dialing import tolls
from rupor.features.limits.actions.count_use import count_use
from rupor.features.limits.actions.watch_line import watch_line
from rupor.kit import errors, money


def permit_call(*, account_id: int, phone: str, document: Mapping[str, Any], now: datetime) -> None:
    """Raises Conflict when the account's dialling is stopped, RuporError for a number that may not be called, the
    person's or an operator's. The call is counted."""
    line = watch_line(account_id=account_id, now=now)
    if line.stopped:
        raise errors.Conflict("dialling_stopped")
    if not tolls.permitted(phone, prefixes=line.tolls.prefixes):
        raise errors.RuporError("phone_prefix_forbidden", field="phone", phone=phone)
    for operator in tolls.operators(document):
        if not tolls.permitted(operator, prefixes=line.tolls.prefixes):
            raise errors.RuporError("operator_prefix_forbidden", field="document", phone=operator)
    count_use(used={account_id: (1, money.ZERO)}, now=now)
