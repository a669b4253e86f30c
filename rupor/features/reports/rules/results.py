"""How results are told: what counts as a success, and how wide a bar of the chart is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

OK, FAILED, UNKNOWN = "ok", "failed", "unknown"
_STEPS = (
    (timedelta(hours=1), timedelta(minutes=1)),
    (timedelta(hours=6), timedelta(minutes=5)),
    (timedelta(days=1), timedelta(minutes=30)),
    (timedelta(days=3), timedelta(hours=1)),
)


def call_status(outcome: str) -> str:
    """«Успешно», «Не успешно», or honest doubt."""
    if outcome == "answered":
        return OK
    return UNKNOWN if outcome == "unknown" else FAILED


def share(part: int, whole: int) -> float:
    """Part of the whole, as a fraction to four digits; nothing of nothing is zero."""
    return round(part / whole, 4) if whole else 0.0


def bucket(*, first: datetime, last: datetime) -> timedelta:
    """Width of one bar of the chart: from a minute within an hour up to a day."""
    span = last - first
    return next((step for longest, step in _STEPS if span <= longest), timedelta(days=1))


def default_period(*, now: datetime, zone: str) -> tuple[datetime, datetime]:
    """The last thirty days of the account's calendar, today included."""
    today = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=29), today + timedelta(days=1)
