"""The doors of projects."""

from typing import Any

from ninja import Query, Router, Status

from rupor.features.accounts import guards
from rupor.features.accounts.guards import MemberRequest
from rupor.features.accounts.rules import Right
from rupor.features.projects import queries
from rupor.features.projects.actions import archive, create, edit, restore
from rupor.features.projects.guards import ProjectRequest, in_project
from rupor.features.projects.models import Project
from rupor.features.projects.schemas import NewProject, ProjectChange, ProjectItem, ProjectsQuery
from rupor.kit import pagination
from rupor.kit.pagination import Page

account_router = Router(tags=["projects"])
_ARCHIVING = in_project(Right.EDIT, archived_too=True)


@account_router.get("/projects", response=Page[ProjectItem], auth=guards.signed_in(Right.READ))
def list_projects(request: MemberRequest, query: Query[ProjectsQuery]) -> dict[str, Any]:
    """The account's projects, newest first."""
    everything = queries.projects(account=request.auth.account, archived=query.archived)
    found = queries.projects(account=request.auth.account, archived=query.archived, name=query.name)
    return pagination.page(found, query=query, total=everything.count())


@account_router.post("/projects", response={201: ProjectItem}, auth=guards.signed_in(Right.EDIT))
def create_project(request: MemberRequest, project: NewProject) -> Status[Project]:
    """A new project with the six usual contact fields."""
    made = create.create(account=request.auth.account, name=project.name, description=project.description)
    return Status(201, made)


@account_router.get("/projects/{int:project}", response=ProjectItem, auth=in_project(Right.READ))
def show_project(request: ProjectRequest, project: int) -> Project:
    """One project."""
    return request.auth.project


@account_router.patch("/projects/{int:project}", response=ProjectItem, auth=in_project(Right.EDIT))
def edit_project(request: ProjectRequest, project: int, change: ProjectChange) -> Project:
    """Renames or describes a project."""
    return edit.edit(project=request.auth.project, name=change.name, description=change.description)


@account_router.post("/projects/{int:project}/archive", response=ProjectItem, auth=_ARCHIVING)
def archive_project(request: ProjectRequest, project: int) -> Project:
    """Puts a project away."""
    return archive.archive(project=request.auth.project)


@account_router.post("/projects/{int:project}/restore", response=ProjectItem, auth=_ARCHIVING)
def restore_project(request: ProjectRequest, project: int) -> Project:
    """Brings a project back."""
    return restore.restore(project=request.auth.project)
