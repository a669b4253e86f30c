"""Writes the people of a list to a file."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rupor import settings
from rupor.features.contacts.models import Audience, AudienceMember, ContactField
from rupor.features.contacts.rules import cells
from rupor.kit import errors, messages
from rupor.kit.storage import Storage
from rupor.providers.tables import writing

_MOST_XLSX = 1_000_000
_COLUMNS = ("phone", "surname", "name", "second_name", "birthdate", "sex", "email", "link")


def export_audience(*, audience: Audience, form: str, language: str) -> Path:
    """The file of every member with the standard columns and the project's own; swept away after a day."""
    if form == "xlsx" and audience.contacts_count > _MOST_XLSX:
        raise errors.TooLarge("too_many_rows", field="format")
    own = list(ContactField.objects.filter(project_id=audience.project_id, system=False).order_by("id"))
    storage = Storage(settings.load().storage)
    relative = f"exports/{audience.account_id}/audience-{audience.id}-{language[:2]}.{form}"
    header = [messages.text(f"heading_{name}", language=language) for name in _COLUMNS] + [field.name for field in own]
    with storage.writing(relative) as path:
        rows = _rows(audience, [field.variable for field in own], language)
        writing.write(path, form=form, header=header, rows=rows)
    return storage.at(relative)


def _rows(audience: Audience, variables: Sequence[str], language: str) -> Iterator[list[str]]:
    columns = [f"contact__{name}" for name in (*_COLUMNS, "custom")]
    members = AudienceMember.objects.filter(audience=audience).order_by("contact_id").values_list(*columns)
    for phone, surname, name, second_name, birthdate, sex, email, link, custom in members.iterator(chunk_size=5000):
        shown_sex = messages.text(f"sex_{sex}", language=language) if sex else ""
        own = [str(custom.get(variable, "")) for variable in variables]
        yield [phone, surname, name, second_name, cells.shown_date(birthdate), shown_sex, email, link, *own]
