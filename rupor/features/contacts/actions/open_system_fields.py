"""Gives a new project the six fields everyone has (CONT-041)."""

from rupor.features.contacts.models import ContactField, FieldType
from rupor.features.projects.models import Project

_SYSTEM = (
    ("Имя", "name", FieldType.STRING),
    ("Фамилия", "surname", FieldType.STRING),
    ("Отчество", "second_name", FieldType.STRING),
    ("Дата рождения", "birthdate", FieldType.DATE),
    ("Пол", "sex", FieldType.CHOICE),
    ("E-mail", "email", FieldType.EMAIL),
)


def open_system_fields(*, project: Project) -> None:
    """Adds those that are missing; bears being asked twice."""
    ContactField.objects.bulk_create(
        [
            ContactField(project=project, name=name, variable=variable, type=kind, system=True)
            for name, variable, kind in _SYSTEM
        ],
        ignore_conflicts=True,
    )
