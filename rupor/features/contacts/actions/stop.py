"""Puts numbers on the account's stop-list."""

from collections.abc import Sequence

from rupor.features.accounts.models import Account
from rupor.features.contacts.models import StopEntry, StopSource


def stop(
    *,
    account: Account,
    phones: Sequence[str],
    source: StopSource = StopSource.MANUAL,
    campaign_id: int | None = None,
    comment: str = "",
) -> int:
    """How many normalised phones were new to the list; those on it already keep their first entry."""
    before = StopEntry.objects.filter(account=account, phone__in=phones).count()
    unique = list(dict.fromkeys(phones))
    StopEntry.objects.bulk_create(
        [
            StopEntry(account=account, phone=phone, source=source, campaign_id=campaign_id, comment=comment[:255])
            for phone in unique
        ],
        ignore_conflicts=True,
        batch_size=2000,
    )
    return len(unique) - before
