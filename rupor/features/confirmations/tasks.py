"""Jobs of the room `confirmations`."""

from typing import Any

from rupor.features.confirmations.actions import hear_call
from rupor.features.confirmations.actions.call import PURPOSE
from rupor.kit import clock, jobs


@jobs.job()
def hear_of_call(
    *, purpose: str, asker: int, attempt: int, stage: str, outcome: str, cost: str, call: dict[str, Any]
) -> None:
    """Listens to ServiceCallMoved; calls of other askers are not ours."""
    if purpose == PURPOSE:
        hear_call.hear_call(confirmation_id=asker, stage=stage, outcome=outcome, call=call, now=clock.now())
