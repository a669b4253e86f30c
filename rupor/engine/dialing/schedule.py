"""Windows of time: on which days and hours people may be disturbed, in the campaign's own zone (CAMP-035)."""

from datetime import UTC, date, datetime, time, timedelta
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
    day = now.astimezone(ZoneInfo(zone)).date()
    opening, closing = _interval(window=window, day=day, zone=zone)
    return day.isoweekday() in window.days and opening <= now < closing


def closes_at(*, window: Window | None, now: datetime, zone: str) -> datetime | None:
    """The end of the window that is open now; None when there is no window."""
    if window is None:
        return None
    _, closing = _interval(window=window, day=now.astimezone(ZoneInfo(zone)).date(), zone=zone)
    return max(closing, now)


def _interval(*, window: Window, day: date, zone: str) -> tuple[datetime, datetime]:
    """The window of one day. An hour that clocks tell twice or leave out makes it shorter, never longer."""
    return max(_told(day, window.start, zone)), min(_told(day, window.end, zone))


def _told(day: date, hour: time, zone: str) -> list[datetime]:
    local = datetime.combine(day, hour, tzinfo=ZoneInfo(zone))
    return [local.replace(fold=fold).astimezone(UTC) for fold in (0, 1)]


def opens_at(*, window: Window | None, now: datetime, zone: str) -> datetime:
    """The next instant at which contact is allowed; `now` when it is allowed already."""
    if window is None or is_open(window=window, now=now, zone=zone):
        return now
    local = now.astimezone(ZoneInfo(zone))
    for ahead in range(9):
        day = local.date() + timedelta(days=ahead)
        opening, _ = _interval(window=window, day=day, zone=zone)
        if opening > now and is_open(window=window, now=opening, zone=zone):
            return opening
    return now + timedelta(days=7)
