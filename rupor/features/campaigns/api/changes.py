"""Making campaigns and deciding about them."""

from typing import Any

from ninja import Status

from rupor.features.accounts.rules import Right
from rupor.features.campaigns import queries, schemas
from rupor.features.campaigns.actions import archive as archiving
from rupor.features.campaigns.actions import comment as commenting
from rupor.features.campaigns.actions import copy as copying
from rupor.features.campaigns.actions import create as creating
from rupor.features.campaigns.actions import delete as deleting
from rupor.features.campaigns.actions import edit as editing
from rupor.features.campaigns.actions import pause as pausing
from rupor.features.campaigns.actions import restart as restarting
from rupor.features.campaigns.actions import restore as restoring
from rupor.features.campaigns.actions import set_speed
from rupor.features.campaigns.actions import start as starting
from rupor.features.campaigns.actions import stop as stopping
from rupor.features.campaigns.api import shown
from rupor.features.campaigns.api.door import router
from rupor.features.campaigns.models import Campaign
from rupor.features.projects.guards import ProjectRequest, in_project

EDIT, SPEND = in_project(Right.EDIT), in_project(Right.SPEND)
_OUT: dict[str, Any] = {"response": schemas.CampaignOut, "by_alias": True}


@router.post("/campaigns", response={201: schemas.CampaignOut}, auth=EDIT, by_alias=True)
def create(request: ProjectRequest, given: schemas.CampaignIn) -> Any:
    """A new draft."""
    values = given.dict(exclude_unset=True, exclude={"channel", "client_key"})
    made = creating.create(
        project=request.auth.project,
        channel=given.channel,
        values=values,
        actor=request.auth.user,
        client_key=given.client_key,
    )
    return Status(201, shown.whole(_fresh(made)))


@router.patch("/campaigns/{int:campaign_id}", auth=EDIT, **_OUT)
def change(request: ProjectRequest, campaign_id: int, given: schemas.CampaignPatch) -> Any:
    """Changes settings; a comment or a new speed alone is taken in any state that allows it."""
    number = _own(request, campaign_id)
    values = given.dict(exclude_unset=True)
    if "user_comment" in values:
        commenting.comment(campaign_id=number, text=values.pop("user_comment"))
    if set(values) == {"speed_per_hour"}:
        set_speed.set_speed(campaign_id=number, speed_per_hour=values.pop("speed_per_hour"))
    if values:
        editing.edit(campaign_id=number, values=values)
    return _whole(request, number)


@router.post("/campaigns/{int:campaign_id}/start", auth=SPEND, **_OUT)
def start(request: ProjectRequest, campaign_id: int) -> Any:
    """Launches a draft, goes on after a pause, begins a stopped one anew."""
    starting.start(campaign_id=_own(request, campaign_id), actor=request.auth.user)
    return _whole(request, campaign_id)


@router.post("/campaigns/{int:campaign_id}/pause", auth=EDIT, **_OUT)
def pause(request: ProjectRequest, campaign_id: int) -> Any:
    """Nobody new is contacted."""
    pausing.pause(campaign_id=_own(request, campaign_id), actor=request.auth.user)
    return _whole(request, campaign_id)


@router.post("/campaigns/{int:campaign_id}/stop", auth=EDIT, **_OUT)
def stop(request: ProjectRequest, campaign_id: int) -> Any:
    """Ends the pass; whoever was not contacted is cancelled."""
    stopping.stop(campaign_id=_own(request, campaign_id), actor=request.auth.user)
    return _whole(request, campaign_id)


@router.post("/campaigns/{int:campaign_id}/restart", auth=SPEND, **_OUT)
def restart(request: ProjectRequest, campaign_id: int) -> Any:
    """Contacts again those whom the last pass did not reach."""
    restarting.restart(campaign_id=_own(request, campaign_id), actor=request.auth.user)
    return _whole(request, campaign_id)


@router.post("/campaigns/{int:campaign_id}/copy", response={201: schemas.CampaignOut}, auth=EDIT, by_alias=True)
def copy(request: ProjectRequest, campaign_id: int) -> Any:
    """A draft like it."""
    made = copying.copy(campaign_id=_own(request, campaign_id), actor=request.auth.user)
    return Status(201, shown.whole(made))


@router.post("/campaigns/{int:campaign_id}/archive", auth=EDIT, **_OUT)
def archive(request: ProjectRequest, campaign_id: int) -> Any:
    """Puts it into the archive."""
    archiving.archive(campaign_id=_own(request, campaign_id))
    return _whole(request, campaign_id)


@router.post("/campaigns/{int:campaign_id}/restore", auth=EDIT, **_OUT)
def restore(request: ProjectRequest, campaign_id: int) -> Any:
    """Takes it out of the archive."""
    restoring.restore(campaign_id=_own(request, campaign_id))
    return _whole(request, campaign_id)


@router.delete("/campaigns/{int:campaign_id}", response={204: None}, auth=EDIT)
def delete(request: ProjectRequest, campaign_id: int) -> Any:
    """Removes it from sight; its records remain."""
    deleting.delete(campaign_id=_own(request, campaign_id), actor=request.auth.user)
    return Status(204, None)


def _own(request: ProjectRequest, campaign_id: int) -> int:
    """The number, once it is known to belong to the project."""
    return queries.campaign(project_id=request.auth.project.id, campaign_id=campaign_id).id


def _fresh(campaign: Campaign) -> Campaign:
    return queries.campaign(project_id=campaign.project_id, campaign_id=campaign.id)


def _whole(request: ProjectRequest, campaign_id: int) -> Any:
    return shown.whole(queries.campaign(project_id=request.auth.project.id, campaign_id=campaign_id))
