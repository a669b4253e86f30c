"""The guard of every route under /projects/{project}: the project must be of the member's own account."""

from dataclasses import dataclass

from django.http import HttpRequest

from rupor.features.accounts.guards import Member, SignedIn
from rupor.features.accounts.rules import Right
from rupor.features.projects.models import Project
from rupor.kit import errors

__all__ = ["InProject", "ProjectMember", "ProjectRequest", "Right", "in_project"]


_CHANGING = {Right.EDIT, Right.SPEND}


@dataclass(frozen=True)
class ProjectMember(Member):
    """A member who stands inside one project."""

    project: Project


class ProjectRequest(HttpRequest):
    """A request that passed `in_project`."""

    auth: ProjectMember


class InProject(SignedIn):
    """Foreign and missing projects look the same: 404. An archived project is read-only (PRJ-032)."""

    def __init__(self, right: Right, *, archived_too: bool) -> None:
        self.archived_too = archived_too
        super().__init__(right)

    def authenticate(self, request: HttpRequest, key: str | None) -> ProjectMember | None:
        """The member with the project named in the path; None answers 401."""
        member = super().authenticate(request, key)
        if member is None or request.resolver_match is None:
            return None
        project = Project.objects.filter(id=request.resolver_match.kwargs["project"], account=member.account).first()
        if project is None:
            raise errors.NotFound("project_not_found")
        if project.archived_at is not None and self.right in _CHANGING and not self.archived_too:
            raise errors.Conflict("project_archived")
        return ProjectMember(user=member.user, account=member.account, role=member.role, project=project)


def in_project(right: Right = Right.READ, *, archived_too: bool = False) -> InProject:
    """The guard of a route inside a project; `archived_too` is for the few that change an archived one."""
    return InProject(right, archived_too=archived_too)
