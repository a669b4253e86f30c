"""Ends an import badly: nothing of it was kept, and the reason is told."""

from django.db import transaction

from rupor.features.contacts.actions import announce_audience
from rupor.features.contacts.events import AudienceLoaded
from rupor.features.contacts.models import Audience, AudienceState, ContactImport, ImportState
from rupor.features.contacts.rules import states
from rupor.kit import clock, events


@transaction.atomic
def fail_import(*, import_id: int, code: str, row: int = 0) -> ContactImport:
    """The failed import; a list with people in it stays usable. `row` is where the file broke, when known."""
    failed = ContactImport.objects.get(id=import_id)
    if failed.state in {ImportState.DONE, ImportState.FAILED}:
        return failed
    failed.state = ImportState.FAILED
    failed.error = f"{code}:{row}" if row else code
    failed.counts = {}
    failed.finished_at = clock.now()
    failed.save(update_fields=["state", "error", "counts", "finished_at"])
    audience = Audience.objects.select_for_update().get(id=failed.audience_id)
    waiting = ContactImport.objects.filter(audience=audience, state__in=["queued", "running"])
    if audience.state == AudienceState.PROCESSING and not waiting.exists():
        audience.state = states.after_import(succeeded=False, contacts=audience.contacts_count)
        audience.save(update_fields=["state"])
    announce_audience.announce_audience(audience=audience)
    events.publish(AudienceLoaded(audience_id=audience.id, import_id=failed.id))
    return failed
