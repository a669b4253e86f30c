"""Gives a new account the project it starts with."""

from django.db import transaction

from rupor.features.accounts.models import Account
from rupor.features.projects.actions import create
from rupor.features.projects.models import Project

FIRST_NAME = "Основной проект"


@transaction.atomic
def create_first(*, account: Account) -> Project:
    """The account's oldest project, made now if there is none; bears being asked twice."""
    Account.objects.select_for_update().get(id=account.id)
    first = Project.objects.filter(account=account).order_by("id").first()
    return first or create.create(account=account, name=FIRST_NAME)
