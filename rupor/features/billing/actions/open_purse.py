"""Gives an account its purse."""

from rupor.features.billing.models import Purse


def open_purse(*, account_id: int) -> Purse:
    """The account's purse, empty if it is new."""
    return Purse.objects.get_or_create(account_id=account_id)[0]
