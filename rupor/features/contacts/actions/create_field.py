"""Adds a field of the project's own."""

import re

from django.db import transaction

from rupor.features.contacts.models import ContactField
from rupor.features.contacts.rules.columns import STANDARD
from rupor.features.projects.models import Project
from rupor.kit import errors

_VARIABLE = re.compile(r"[a-z][a-z0-9_]{0,63}")


@transaction.atomic
def create_field(*, project: Project, name: str, variable: str, kind: str) -> ContactField:
    """The new field; its variable is a Latin name that no other field of the project has."""
    if not _VARIABLE.fullmatch(variable):
        raise errors.RuporError("variable_wrong", field="variable")
    Project.objects.select_for_update().get(id=project.id)
    if variable in STANDARD or ContactField.objects.filter(project=project, variable=variable).exists():
        raise errors.Conflict("variable_taken", field="variable")
    return ContactField.objects.create(project=project, name=name, variable=variable, type=kind)
