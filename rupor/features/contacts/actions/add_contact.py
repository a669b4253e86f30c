"""Puts one person into a list by hand."""

from collections.abc import Mapping
from typing import Any

import polars as pl
from django.db import transaction
from django.db.models import F

from rupor.features.contacts.actions import lock_contacts
from rupor.features.contacts.models import Audience, AudienceMember, Contact, ContactField
from rupor.features.contacts.rules import cells
from rupor.kit import clock, errors, phone


@transaction.atomic
def add_contact(
    *, audience: Audience, written_phone: str, values: Mapping[str, str], custom: Mapping[str, str]
) -> AudienceMember:
    """The membership. A person known already by the phone gets the values given; blank ones change nothing."""
    number = phone.normalise(written_phone)
    if not number:
        raise errors.RuporError("phone_invalid", field="phone")
    today = clock.now().date()
    kinds = dict(ContactField.objects.filter(project=audience.project, system=False).values_list("variable", "type"))
    unknown = next((variable for variable in custom if variable not in kinds), None)
    if unknown:
        raise errors.RuporError("field_unknown", field=f"custom.{unknown}", name=unknown)
    own = {
        name: _taken(f"custom.{name}", text, cells.clean_custom(kinds[name], pl.lit(text), today=today))
        for name, text in custom.items()
    }
    given = {name: _taken(name, text, cells.clean(name, pl.lit(text), today=today)) for name, text in values.items()}
    lock_contacts.lock_contacts(project_id=audience.project_id)
    contact = Contact.objects.filter(project=audience.project, phone=number).first()
    contact = contact or Contact(account=audience.account, project=audience.project, phone=number)
    for name, value in given.items():
        if value:
            setattr(contact, name, value)
    contact.custom |= {name: value for name, value in own.items() if value}
    contact.save()
    member, is_new = AudienceMember.objects.get_or_create(
        audience=audience, contact=contact, defaults={"account": audience.account}
    )
    if is_new:
        Audience.objects.filter(id=audience.id).update(contacts_count=F("contacts_count") + 1)
    return member


def _taken(field: str, text: str, cleaned: cells.Cleaned) -> Any:
    """By hand a wrong value is refused, where an import would leave it out."""
    value, wrong = pl.select(cleaned.values.alias("value"), cleaned.wrong.alias("wrong")).row(0)
    if wrong:
        raise errors.RuporError("value_wrong", field=field, value=text[:100])
    return value
