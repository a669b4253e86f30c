"""Puts a project away; nothing in it is lost, and nothing in it goes on."""

from django.db import transaction

from rupor.features.projects.events import ProjectArchived
from rupor.features.projects.models import Project
from rupor.kit import clock, events


@transaction.atomic
def archive(*, project: Project) -> Project:
    """The project in the archive; archiving again changes nothing."""
    if project.archived_at is None:
        project.archived_at = clock.now()
        project.save(update_fields=["archived_at"])
        events.publish(ProjectArchived(project_id=project.id))
    return project
