"""Brings a project back from the archive."""

from rupor.features.projects.models import Project
from rupor.kit import errors


def restore(*, project: Project) -> Project:
    """The living project; its name must not have been taken meanwhile."""
    if project.archived_at is None:
        return project
    if Project.objects.filter(account=project.account, name__iexact=project.name, archived_at=None).exists():
        raise errors.Conflict("project_name_taken", field="name")
    project.archived_at = None
    project.save(update_fields=["archived_at"])
    return project
