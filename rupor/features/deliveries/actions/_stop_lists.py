"""Whoever asked in a call to be left alone is left alone: by the whole account, or by those who heed the list named."""

from collections.abc import Collection

from django.db.models import F

from rupor.features.contacts.models import Audience, AudienceKind, AudienceMember, Contact, StopEntry, StopSource
from rupor.features.deliveries.actions._entries import Entry


def add(*, entries: Collection[Entry]) -> None:
    """A list that is not there any more gives way to the account's own: a wish is never lost."""
    whole = [entry for entry in entries if not (entry.stop_list and _add_to_named(entry))]
    StopEntry.objects.bulk_create(
        [
            StopEntry(account_id=entry.account, phone=entry.phone, source=StopSource.FLOW, campaign_id=entry.campaign)
            for entry in whole
        ],
        ignore_conflicts=True,
    )


def _add_to_named(entry: Entry) -> bool:
    named = Audience.objects.filter(project_id=entry.project or 0, kind=AudienceKind.STOP, name=entry.stop_list)
    audience = named.order_by("id").first()
    contact = Contact.objects.filter(project_id=entry.project or 0, phone=entry.phone).first()
    if audience is None or contact is None:
        return False
    _, is_new = AudienceMember.objects.get_or_create(
        audience=audience, contact=contact, defaults={"account_id": entry.account}
    )
    if is_new:
        Audience.objects.filter(id=audience.id).update(contacts_count=F("contacts_count") + 1)
    return True
