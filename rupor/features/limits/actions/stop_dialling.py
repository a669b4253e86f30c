"""Stops an account's dialling: nobody new is contacted until staff lift it; contacts under way end by themselves."""

from datetime import datetime
from decimal import Decimal

from django.db import transaction

from rupor.features.limits.events import DiallingStopped
from rupor.features.limits.models import DiallingStop, StopCode
from rupor.kit import events, live


@transaction.atomic
def stop_dialling(
    *, account_id: int, code: StopCode, now: datetime, limit: Decimal | int = 0, comment: str = ""
) -> DiallingStop:
    """The stop in force: the one that is there already, or a new one, told to listeners and open browsers."""
    made, is_new = DiallingStop.objects.get_or_create(
        account_id=account_id, lifted_at=None, defaults={"code": code, "limit": limit, "comment": comment, "at": now}
    )
    if is_new:
        events.publish(DiallingStopped(account=account_id, code=code.value))
        live.announce(account_id=account_id, payload={"type": "dialling_stop", "code": code.value})
    return made
