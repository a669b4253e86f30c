"""Where the recordings of calls are now."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from rupor import settings
from rupor.features.deliveries.models import CallRecord
from rupor.features.recordings import rules
from rupor.kit import clock, errors
from rupor.kit.storage import Storage


def is_kept(call: CallRecord) -> bool:
    """Whether the call was recorded and its term is not over."""
    days = settings.load().recording_days
    return bool(call.recording) and not rules.is_expired(recording=call.recording, now=clock.now(), days=days)


def path(call: CallRecord) -> Path:
    """The file; NotFound tells whether there never was one or its term is over."""
    if call.recording and not is_kept(call):
        raise errors.NotFound("recording_expired", days=settings.load().recording_days)
    found = Storage(settings.load().storage).at(call.recording)
    if not call.recording or not found.is_file():
        raise errors.NotFound("recording_missing")
    return found


def archive(*, calls: QuerySet[CallRecord], zone: ZoneInfo) -> Iterator[tuple[str, Path]]:
    """Names and files of those calls that have a recording, oldest first."""
    recorded = calls.exclude(recording="").order_by("attempt_id").iterator(chunk_size=500)
    return _files(recorded, zone=zone)


def _files(calls: Iterable[CallRecord], *, zone: ZoneInfo) -> Iterator[tuple[str, Path]]:
    storage = Storage(settings.load().storage)
    for call in calls:
        file = storage.at(call.recording)
        if is_kept(call) and file.is_file():
            started_at = call.started_at.astimezone(zone)
            yield (
                rules.file_name(
                    phone=call.phone, started_at=started_at, call_id=call.attempt_id, recording=call.recording
                ),
                file,
            )
