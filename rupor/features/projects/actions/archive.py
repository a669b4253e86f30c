"""Puts a project away; nothing in it is lost."""

from rupor.features.projects.models import Project
from rupor.kit import clock


def archive(*, project: Project) -> Project:
    """The project in the archive; archiving again changes nothing."""
    if project.archived_at is None:
        project.archived_at = clock.now()
        project.save(update_fields=["archived_at"])
    return project
