"""Jobs of projects."""

from rupor.features.accounts.models import Account
from rupor.features.projects.actions import create_first
from rupor.kit import jobs


@jobs.job()
def open_first_project(account_id: int) -> None:
    """A new account starts with one project."""
    create_first.create_first(account=Account.objects.get(id=account_id))
