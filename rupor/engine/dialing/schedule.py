"""Windows of time: on which days and hours people may be disturbed, in the campaign's own zone (CAMP-035)."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec


class Window(msgspec.Struct, frozen=True):
    """`days` are ISO weekdays (Monday is 1); open from `start` up to but not including `end` of the same day."""

    days: frozenset[int]
    start: time
    end: time


def is_open(*, window: Window | None, now: datetime, zone: str) -> bool:
    """Whether people may be contacted at this instant; no window means always."""
    if window is None:
        return True
    local = now.astimezone(ZoneInfo(zone))
    return local.isoweekday() in window.days and window.start <= local.time() < window.end


def closes_at(*, window: Window | None, now: datetime, zone: str) -> datetime | None:
    """The end of the window that is open now; None when there is no window. Of an hour told twice, the first."""
    if window is None:
        return None
    local = now.astimezone(ZoneInfo(zone))
    closing = datetime.combine(local.date(), window.end, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return max(closing, now) if closing > now else now


def opens_at(*, window: Window | None, now: datetime, zone: str) -> datetime:
    """The next instant at which contact is allowed; `now` when it is allowed already."""
    if window is None or is_open(window=window, now=now, zone=zone):
        return now
    local = now.astimezone(ZoneInfo(zone))
    for ahead in range(9):
        day = local.date() + timedelta(days=ahead)
        opening = datetime.combine(day, window.start, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        if opening > now and is_open(window=window, now=opening, zone=zone):
            return opening
    return now + timedelta(days=7)
