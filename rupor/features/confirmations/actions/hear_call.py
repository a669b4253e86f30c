"""Writes how a confirming call went on, and confirms the number when the person pressed the key."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from rupor.features.confirmations import rules
from rupor.features.confirmations.models import CallerIdVerification, ConfirmationState
from rupor.features.numbers.actions.confirm import confirm
from rupor.kit import live


@transaction.atomic
def hear_call(
    *, confirmation_id: int, stage: str, outcome: str, call: Mapping[str, Any], now: datetime
) -> CallerIdVerification | None:
    """None when there is nothing new. Stages are heard twice and in any order; the state goes forward only."""
    found = CallerIdVerification.objects.select_for_update().filter(id=confirmation_id).first()
    if found is None or found.state == ConfirmationState.CONFIRMED:
        return None
    if stage != "ended":
        if not rules.comes_after(stage=stage, state=found.state):
            return None
        found.state = ConfirmationState(stage)
    elif rules.is_confirmed(call):
        proved = confirm(number_id=found.number_id, account_id=found.account_id, now=now)
        found.state = ConfirmationState.CONFIRMED if proved else ConfirmationState.FAILED
        found.reason, found.ended_at = "" if proved else "taken", now
    else:
        found.state, found.ended_at = ConfirmationState.FAILED, now
        found.reason = rules.reason(outcome=outcome, call=call)
    found.save()
    told = {"type": "number", "id": found.number_id, "confirmation": found.state, "reason": found.reason}
    live.announce(account_id=found.account_id, payload=told)
    return found
