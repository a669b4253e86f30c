"""Takes numbers off the account's stop-list."""

from collections.abc import Sequence

from rupor.features.accounts.models import Account
from rupor.features.contacts.models import StopEntry


def unstop(*, account: Account, entry_ids: Sequence[int] | None) -> int:
    """How many entries were removed; None removes the whole list."""
    entries = StopEntry.objects.filter(account=account)
    if entry_ids is not None:
        entries = entries.filter(id__in=entry_ids)
    return entries.delete()[0]
