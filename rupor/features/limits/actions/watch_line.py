"""Looks at the limits before anybody is contacted, and stops the account's dialling when one is used up."""

from datetime import datetime
from decimal import Decimal

import msgspec

from rupor.engine.dialing import tolls
from rupor.engine.dialing.tolls import Tolls
from rupor.features.limits import queries
from rupor.features.limits.actions.stop_dialling import stop_dialling
from rupor.features.limits.models import StopCode


class Line(msgspec.Struct, frozen=True):
    """What the account may do now: `stopped` is why nothing, `calls` and `money` how much more (None: no limit)."""

    tolls: Tolls
    stopped: str = ""
    calls: int | None = None
    money: Decimal | None = None


def watch_line(*, account_id: int, now: datetime) -> Line:
    """Within the caller's transaction."""
    stop = queries.stop(account_id=account_id)
    limits = queries.tolls(account_id=account_id)
    if stop is not None:
        return Line(tolls=limits, stopped=stop.code)
    if not any(getattr(limits, name) for name in tolls.NAMES):
        return Line(tolls=limits)
    used = queries.used(account_id=account_id, now=now)
    reached = tolls.exceeded(tolls=limits, used=used)
    if reached:
        stop_dialling(account_id=account_id, code=StopCode(reached), limit=getattr(limits, reached), now=now)
        return Line(tolls=limits, stopped=reached)
    return Line(
        tolls=limits,
        calls=tolls.calls_left(tolls=limits, used=used),
        money=tolls.money_left(tolls=limits, used=used),
    )
