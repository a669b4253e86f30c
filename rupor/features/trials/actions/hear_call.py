"""Writes how a trial or a proving call went on, and tells the user's browser."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from rupor.features.trials import rules
from rupor.features.trials.models import PhoneProof, Trial
from rupor.kit import live


@transaction.atomic
def hear_call(
    *,
    kind: type[PhoneProof] | type[Trial],
    number: int,
    stage: str,
    outcome: str,
    cost: str,
    call: Mapping[str, Any],
    now: datetime,
) -> bool:
    """Whether it was news."""
    row = kind.objects.select_for_update().filter(id=number).first()
    if row is None or not rules.is_news(stage=stage, known=row.stage):
        return False
    row.stage, row.outcome = stage, outcome
    if isinstance(row, Trial) and stage == "ended":
        row.call, row.cost, row.ended_at = dict(call), cost, now
    row.save()
    told = {"type": "trial" if isinstance(row, Trial) else "phone_proof", "id": row.id, "stage": stage}
    live.announce(account_id=row.account_id, payload={**told, "outcome": outcome})
    return True
