"""Trying a flow without a telephone."""

from typing import Any

from rupor.features.accounts.rules import Right
from rupor.features.campaigns import schemas
from rupor.features.campaigns.actions import rehearse as rehearsing
from rupor.features.campaigns.api.door import router
from rupor.features.projects.guards import ProjectRequest, in_project


@router.post("/flows/rehearse", response=schemas.RehearsalOut, auth=in_project(Right.READ))
def rehearse(request: ProjectRequest, given: schemas.RehearsalIn) -> Any:
    """Walks a flow by typed answers: what would be played, marked, sent and charged. Nothing is called or kept.

    An answer is a digit, what the person says, or one of `silence`, `hangup`, `machine`, `operator`, `busy`, also in
    Russian. One that begins with «!» interrupts the clip.
    """
    return rehearsing.rehearse(
        project=request.auth.project,
        document=given.document,
        answers=given.answers,
        fields=given.fields,
        action_wait_seconds=given.action_wait_seconds,
    )
