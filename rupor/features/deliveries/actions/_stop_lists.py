"""Whoever asked in a call to be left alone is left alone: by the whole account, or by those who heed the list named."""

from collections.abc import Collection

from django.db.models import F

from rupor.features.contacts.actions import lock_contacts
from rupor.features.contacts.models import (
    Audience,
    AudienceKind,
    AudienceMember,
    AudienceState,
    Contact,
    StopEntry,
    StopSource,
)
from rupor.features.deliveries.actions._entries import Entry


def add(*, entries: Collection[Entry]) -> None:
    """A list that is not there any more gives way to the account's own: a wish is never lost."""
    asked = [(entry, name) for entry in entries for name in sorted(entry.stop_lists)]
    whole = [entry for entry, name in asked if not (name and _add_to_named(entry, name))]
    StopEntry.objects.bulk_create(
        [
            StopEntry(account_id=entry.account, phone=entry.phone, source=StopSource.FLOW, campaign_id=entry.campaign)
            for entry in whole
        ],
        ignore_conflicts=True,
    )


def _add_to_named(entry: Entry, name: str) -> bool:
    named = Audience.objects.filter(project_id=entry.project or 0, kind=AudienceKind.STOP, name=name)
    audience = named.exclude(state__in=[AudienceState.ARCHIVED, AudienceState.TRASHED]).order_by("id").first()
    if audience is None:
        return False
    lock_contacts.lock_contacts(project_id=audience.project_id)
    contact, _ = Contact.objects.get_or_create(
        project_id=audience.project_id, phone=entry.phone, defaults={"account_id": entry.account}
    )
    _, is_new = AudienceMember.objects.get_or_create(
        audience=audience, contact=contact, defaults={"account_id": entry.account}
    )
    if is_new:
        Audience.objects.filter(id=audience.id).update(contacts_count=F("contacts_count") + 1)
    return True
