"""Lets a stopped account dial again; its campaigns stay paused until somebody goes on with them."""

from datetime import datetime

from django.db import transaction

from rupor.features.accounts.models import User
from rupor.features.limits.models import DiallingStop, LineUse
from rupor.kit import live


@transaction.atomic
def lift_stop(*, account_id: int, actor: User, now: datetime) -> None:
    """Counting begins anew, or the same limit would stop the account at once. Nothing to lift is no fault."""
    in_force = DiallingStop.objects.filter(account_id=account_id, lifted_at=None)
    if in_force.update(lifted_at=now, lifted_by=actor):
        LineUse.objects.filter(account_id=account_id).delete()
        live.announce(account_id=account_id, payload={"type": "dialling_stop", "code": ""})
