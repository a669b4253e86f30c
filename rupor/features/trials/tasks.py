"""Jobs of the room `trials`."""

from typing import Any

from rupor.features.trials.actions import ask_code, begin, hear_call
from rupor.features.trials.models import PhoneProof, Trial
from rupor.kit import clock, jobs

_KINDS: dict[str, type[PhoneProof] | type[Trial]] = {ask_code.PURPOSE: PhoneProof, begin.PURPOSE: Trial}


@jobs.job()
def hear_of_call(
    *, purpose: str, asker: int, attempt: int, stage: str, outcome: str, cost: str, call: dict[str, Any]
) -> None:
    """Listens to ServiceCallMoved; calls of other askers are not ours."""
    if kind := _KINDS.get(purpose):
        hear_call.hear_call(
            kind=kind, number=asker, stage=stage, outcome=outcome, cost=cost, call=call, now=clock.now()
        )
