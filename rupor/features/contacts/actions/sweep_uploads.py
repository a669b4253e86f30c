"""Removes uploaded files that are no longer needed: personal data is not kept without a use."""

from datetime import timedelta

from rupor import settings
from rupor.features.contacts.models import ContactImport
from rupor.kit import clock
from rupor.kit.storage import Storage

_KEEP = timedelta(days=7)
_KEEP_EXPORTS = timedelta(days=1)


def sweep_uploads() -> int:
    """How many files were removed: older than a week and not the source of an import still to run, nor a verdict."""
    storage = Storage(settings.load().storage)
    needed = set(ContactImport.objects.filter(state__in=["queued", "running"]).values_list("source", flat=True))
    oldest = (clock.now() - _KEEP).timestamp()
    removed = 0
    for path in (storage.root / "imports").rglob("*"):
        if not path.is_file() or path.name.endswith(".verdict.parquet") or path.stat().st_mtime > oldest:
            continue
        if str(path.relative_to(storage.root)) not in needed:
            path.unlink(missing_ok=True)
            removed += 1
    return removed + _sweep_exports(storage)


def _sweep_exports(storage: Storage) -> int:
    """Files written for a download are made anew at every request."""
    oldest = (clock.now() - _KEEP_EXPORTS).timestamp()
    old = [path for path in (storage.root / "exports").rglob("*") if path.is_file() and path.stat().st_mtime < oldest]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
