"""Writes the account's stop-list to a file."""

from pathlib import Path

from rupor import settings
from rupor.features.accounts.models import Account
from rupor.features.contacts.models import StopEntry
from rupor.kit.storage import Storage
from rupor.providers.tables import writing


def export_stop_list(*, account: Account) -> Path:
    """CSV of all numbers with where each came from; swept away after a day."""
    storage = Storage(settings.load().storage)
    relative = f"exports/{account.id}/stop-list.csv"
    entries = StopEntry.objects.filter(account=account).order_by("-id")
    rows = entries.values_list("phone", "source", "created_at", "comment").iterator(chunk_size=5000)
    with storage.writing(relative) as path:
        writing.write(
            path,
            form="csv",
            header=["phone", "source", "created_at", "comment"],
            rows=([phone, source, f"{at:%Y-%m-%d %H:%M:%S}", comment] for phone, source, at, comment in rows),
        )
    return storage.at(relative)
