"""Renames or describes a project."""

from rupor.features.projects.models import Project
from rupor.kit import errors


def edit(*, project: Project, name: str | None = None, description: str | None = None) -> Project:
    """The project with what was given changed; an archived one is read-only (PRJ-032)."""
    if project.archived_at is not None:
        raise errors.Conflict("project_archived")
    if name is not None:
        others = Project.objects.filter(account=project.account, name__iexact=name, archived_at=None)
        if others.exclude(id=project.id).exists():
            raise errors.Conflict("project_name_taken", field="name")
        project.name = name
    if description is not None:
        project.description = description
    project.save(update_fields=["name", "description"])
    return project
