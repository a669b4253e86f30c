"""Makes a project."""

from django.db import transaction

from rupor.features.accounts.models import Account
from rupor.features.projects.events import ProjectCreated
from rupor.features.projects.models import Project
from rupor.kit import errors, events


@transaction.atomic
def create(*, account: Account, name: str, description: str = "") -> Project:
    """The new project; two living projects of an account may not share a name."""
    Account.objects.select_for_update().get(id=account.id)
    if Project.objects.filter(account=account, name__iexact=name, archived_at=None).exists():
        raise errors.Conflict("project_name_taken", field="name")
    project = Project.objects.create(account=account, name=name, description=description)
    events.publish(ProjectCreated(project_id=project.id))
    return project
