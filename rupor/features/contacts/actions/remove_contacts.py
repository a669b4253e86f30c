"""Takes people out of a list; they stay contacts of the project."""

from django.db import transaction
from django.db.models import F

from rupor.features.contacts.models import Audience, AudienceMember


@transaction.atomic
def remove_contacts(*, audience: Audience, contact_ids: list[int]) -> int:
    """How many were in the list and no longer are."""
    removed, _ = AudienceMember.objects.filter(audience=audience, contact_id__in=contact_ids).delete()
    Audience.objects.filter(id=audience.id).update(contacts_count=F("contacts_count") - removed)
    return removed
