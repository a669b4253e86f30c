"""The doors of the room `followups`."""

from typing import Any

from ninja import Query, Router

from rupor.features.accounts.models import User
from rupor.features.accounts.rules import Right
from rupor.features.followups import queries, schemas
from rupor.features.followups.actions import edit
from rupor.features.followups.models import FollowUpCard
from rupor.features.projects.guards import ProjectRequest, in_project
from rupor.kit import clock
from rupor.kit.pagination import page

router = Router(tags=["followups"])
READ, EDIT = in_project(Right.READ), in_project(Right.EDIT)


@router.get("/follow-ups", response=schemas.FollowUpPage, auth=READ)
def follow_ups(request: ProjectRequest, query: Query[schemas.FollowUpQuery]) -> dict[str, Any]:
    """Cards of the project, newest first, and how many stand in each state."""
    project = request.auth.project
    everything = queries.cards(project=project)
    found = queries.cards(project=project, given=query.conditions())
    return {**page(found, query=query, total=everything.count()), "counts": queries.counts(project=project)}


@router.get("/follow-ups/assignees", response=list[schemas.Person], auth=READ)
def assignees(request: ProjectRequest) -> Any:
    """Everybody a card may be given to."""
    return queries.members(account=request.auth.account)


@router.get("/follow-ups/{int:card_id}", response=schemas.FollowUpOut, auth=READ)
def follow_up(request: ProjectRequest, card_id: int) -> FollowUpCard:
    """One card."""
    return queries.card(project=request.auth.project, card_id=card_id)


@router.patch("/follow-ups/{int:card_id}", response=schemas.FollowUpOut, auth=EDIT)
def change_follow_up(request: ProjectRequest, card_id: int, given: schemas.FollowUpChange) -> FollowUpCard:
    """Moves a card, gives it to a member, notes a comment."""
    return edit.edit(
        card=queries.card(project=request.auth.project, card_id=card_id),
        now=clock.now(),
        state=given.state,
        assignee=_assignee(request, given),
        unassign=given.assignee == 0,
        comment=given.comment,
    )


def _assignee(request: ProjectRequest, given: schemas.FollowUpChange) -> User | None:
    return queries.member(account=request.auth.account, user_id=given.assignee) if given.assignee else None
