"""Counts calls begun from numbers in this minute, hour and day: what their ceilings are held against."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from rupor import settings
from rupor.features.numbers.models import PhoneNumber
from rupor.kit import rows

_COLUMNS = {
    "number_id": "bigint",
    "minute": "timestamptz",
    "in_minute": "int",
    "hour": "timestamptz",
    "in_hour": "int",
    "day": "date",
    "in_day": "int",
}
_TURN = "(number_id) DO UPDATE SET " + ", ".join(
    f"{name} = EXCLUDED.{name}, "
    f"in_{name} = EXCLUDED.in_{name} + CASE WHEN had.{name} = EXCLUDED.{name} THEN had.in_{name} ELSE 0 END"
    for name in ("minute", "hour", "day")
)


def count_begun(*, begun: Mapping[str, int], now: datetime) -> None:
    """`begun` is phone → calls. A day turns at midnight of the installation's zone."""
    ids = dict(PhoneNumber.objects.filter(phone__in=list(begun)).values_list("phone", "id"))
    minute, hour = now.replace(second=0, microsecond=0), now.replace(minute=0, second=0, microsecond=0)
    day = now.astimezone(ZoneInfo(settings.load().time_zone)).date()
    values = [
        (ids[phone], minute, begun[phone], hour, begun[phone], day, begun[phone]) for phone in begun if phone in ids
    ]
    rows.insert("numbers_numberuse AS had", columns=_COLUMNS, values=sorted(values), conflict=_TURN)
