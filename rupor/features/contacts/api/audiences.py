"""Doors of lists."""

from typing import Any, Literal

from django.http.response import HttpResponseBase
from ninja import Query, Router, Status

from rupor.features.contacts import queries
from rupor.features.contacts.actions import create_audience, edit_audience, export_audience, move_audience
from rupor.features.contacts.api import shown
from rupor.features.contacts.models import AudienceState
from rupor.features.contacts.schemas import AudienceChange, AudienceItem, AudiencesQuery, NewAudience
from rupor.features.projects.guards import ProjectRequest, Right, in_project
from rupor.kit import pagination
from rupor.kit.pagination import Page

router = Router(tags=["audiences"])


@router.get("/audiences", response=Page[AudienceItem], by_alias=True, auth=in_project(Right.READ))
def list_audiences(request: ProjectRequest, query: Query[AudiencesQuery]) -> dict[str, Any]:
    """The project's lists, newest first."""
    place = request.auth.project
    everything = queries.audiences(project=place, kind=query.kind, state=query.state, hidden=query.hidden)
    found = everything.filter(name__icontains=query.name) if query.name else everything
    return pagination.page(
        found,
        query=query,
        total=everything.count() if query.name else None,
        shown=lambda rows: shown.audiences(rows, request=request),
    )


@router.post("/audiences", response={201: AudienceItem}, by_alias=True, auth=in_project(Right.EDIT))
def make_audience(request: ProjectRequest, audience: NewAudience) -> Status[dict[str, Any]]:
    """A new list, empty or from pasted numbers."""
    made = create_audience.create_audience(
        project=request.auth.project,
        name=audience.name,
        kind=audience.kind,
        is_global_stop=audience.is_global_stop,
        hidden=audience.hidden,
        text=audience.text,
    )
    return Status(201, shown.audience(made, request=request))


@router.get("/audiences/{int:audience}", response=AudienceItem, by_alias=True, auth=in_project(Right.READ))
def show_audience(request: ProjectRequest, audience: int) -> dict[str, Any]:
    """One list."""
    found = queries.audience(project=request.auth.project, audience_id=audience)
    return shown.audience(found, request=request)


@router.patch("/audiences/{int:audience}", response=AudienceItem, by_alias=True, auth=in_project(Right.EDIT))
def change_audience(request: ProjectRequest, audience: int, change: AudienceChange) -> dict[str, Any]:
    """Renames or hides a list, or makes a stop-list always apply."""
    found = queries.audience(project=request.auth.project, audience_id=audience)
    edited = edit_audience.edit_audience(
        audience=found, name=change.name, hidden=change.hidden, is_global_stop=change.is_global_stop
    )
    return shown.audience(edited, request=request)


@router.post("/audiences/{int:audience}/archive", response=AudienceItem, by_alias=True, auth=in_project(Right.EDIT))
def archive_audience(request: ProjectRequest, audience: int) -> dict[str, Any]:
    """Puts a list away; campaigns already started are not touched."""
    found = queries.audience(project=request.auth.project, audience_id=audience)
    moved = move_audience.move_audience(audience=found, to=AudienceState.ARCHIVED)
    return shown.audience(moved, request=request)


@router.post("/audiences/{int:audience}/restore", response=AudienceItem, by_alias=True, auth=in_project(Right.EDIT))
def restore_audience(request: ProjectRequest, audience: int) -> dict[str, Any]:
    """Brings a list back."""
    found = queries.audience(project=request.auth.project, audience_id=audience)
    moved = move_audience.move_audience(audience=found, to=AudienceState.ACTIVE)
    return shown.audience(moved, request=request)


@router.get("/audiences/{int:audience}/download", auth=in_project(Right.EXPORT))
def download_audience(
    request: ProjectRequest,
    audience: int,
    format: Literal["csv", "xlsx"] = "csv",  # noqa: A002
) -> HttpResponseBase:
    """The people of a list as a file."""
    found = queries.audience(project=request.auth.project, audience_id=audience)
    path = export_audience.export_audience(audience=found, form=format, language=shown.language(request))
    return shown.download(path, request=request, form=format, name=f"{found.name}.{format}")
