"""What is asked about projects."""

from django.db.models import QuerySet

from rupor.features.accounts.models import Account
from rupor.features.projects.models import Project
from rupor.kit import errors


def projects(*, account: Account, archived: bool = False, name: str = "") -> QuerySet[Project]:
    """The account's living or archived projects, newest first."""
    found = Project.objects.filter(account=account, archived_at__isnull=not archived).order_by("-id")
    return found.filter(name__icontains=name) if name else found


def project(*, account: Account, project_id: int) -> Project:
    """One project of the account, or NotFound."""
    found = Project.objects.filter(account=account, id=project_id).first()
    if found is None:
        raise errors.NotFound("project_not_found")
    return found
