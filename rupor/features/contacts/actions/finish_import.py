"""Ends an import well: counts, the verdict file, the audience open again; all in the caller's transaction."""

from collections import Counter

import polars as pl
from django.db.models import F

from rupor import settings
from rupor.features.contacts.actions import announce_audience
from rupor.features.contacts.events import AudienceLoaded
from rupor.features.contacts.models import Audience, AudienceState, ContactImport, ImportState
from rupor.kit import clock, events
from rupor.kit.storage import Storage

NAMES = ("rows", "added", "updated", "unchanged", "duplicate", "invalid", "empty", "stop_listed")


def finish_import(*, begun: ContactImport, counts: Counter[str], verdicts: pl.DataFrame) -> ContactImport:
    """The done import; every row that was not simply added stands in its verdict file."""
    begun.verdict = f"imports/{begun.account_id}/{begun.id}.verdict.parquet"
    with Storage(settings.load().storage).writing(begun.verdict) as path:
        verdicts.sort("row").write_parquet(path)
    begun.counts = {name: counts[name] for name in NAMES}
    begun.state = ImportState.DONE
    begun.finished_at = clock.now()
    begun.save(update_fields=["verdict", "counts", "state", "finished_at"])
    Audience.objects.filter(id=begun.audience_id).update(contacts_count=F("contacts_count") + counts["added"])
    waiting = ContactImport.objects.filter(audience_id=begun.audience_id, state__in=["queued", "running"])
    if not waiting.exclude(id=begun.id).exists():
        Audience.objects.filter(id=begun.audience_id, state=AudienceState.PROCESSING).update(state=AudienceState.ACTIVE)
    begun.audience.refresh_from_db()
    announce_audience.announce_audience(audience=begun.audience)
    events.publish(AudienceLoaded(audience_id=begun.audience_id, import_id=begun.id))
    return begun
