"""Looks whether people have stopped answering some number, and gives such a number a rest (TEL, number health)."""

from datetime import datetime

from django.db import transaction

from rupor.features.numbers import queries
from rupor.features.numbers.events import NumberTired
from rupor.features.numbers.models import PhoneNumber
from rupor.features.numbers.rules import health
from rupor.kit import events, live

REASON = "answers_fell"


def watch_health(*, now: datetime) -> list[int]:
    """Numbers sent to rest just now; one that rests or is not called from is not looked at."""
    tired = []
    for number_id, (recent, past) in queries.shares(now=now).items():
        if health.has_fallen(recent=recent, past=past) and _rest(number_id, recent, past, now):
            tired.append(number_id)
    return tired


@transaction.atomic
def _rest(number_id: int, recent: health.Share, past: health.Share, now: datetime) -> bool:
    awake = PhoneNumber.objects.filter(id=number_id).exclude(resting_until__gt=now)
    if not awake.update(resting_until=now + health.REST, rest_reason=REASON):
        return False
    account = PhoneNumber.objects.values_list("account_id", flat=True).get(id=number_id)
    told = NumberTired(number_id=number_id, account_id=account or 0, percent=recent.percent, before=past.percent)
    events.publish(told)
    if account:
        live.announce(account_id=account, payload={"type": "number", "id": number_id, "rest_reason": REASON})
    return True
