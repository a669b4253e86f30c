"""Counts ended calls of numbers, and their answers by carrier of the called and hour: what their health is told by."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from django.db.models import F

from rupor.features.numbers.models import PhoneNumber
from rupor.features.numbers.rules import directory
from rupor.kit import rows

_COLUMNS = {"number_id": "bigint", "carrier": "text", "hour": "timestamptz", "calls": "int", "answered": "int"}
_ADD = (
    "(number_id, carrier, hour) DO UPDATE SET calls = had.calls + EXCLUDED.calls,"
    " answered = had.answered + EXCLUDED.answered"
)


def count_ended(*, ended: Iterable[tuple[str, str, bool]], now: datetime) -> None:
    """`ended` are (caller, called phone, whether it was answered); rows are locked in one order."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    calls: Counter[tuple[str, str]] = Counter()
    answers: Counter[tuple[str, str]] = Counter()
    for caller, called, is_answered in ended:
        place = (caller, directory.carrier_of(called))
        calls[place] += 1
        answers[place] += is_answered
    made: Counter[str] = Counter()
    for (caller, _), count in calls.items():
        made[caller] += count
    ids = dict(PhoneNumber.objects.filter(phone__in=list(made)).values_list("phone", "id"))
    for phone, count in sorted(made.items()):
        PhoneNumber.objects.filter(phone=phone).update(calls_count=F("calls_count") + count)
    values = [(ids[place[0]], place[1], hour, calls[place], answers[place]) for place in calls if place[0] in ids]
    rows.insert("numbers_numberhour AS had", columns=_COLUMNS, values=sorted(values), conflict=_ADD)
