"""Jobs of the room `billing`."""

from rupor.features.billing.actions.open_purse import open_purse
from rupor.kit import jobs


@jobs.job()
def open_purse_of_new_account(*, account_id: int) -> None:
    """Listens to AccountOpened."""
    open_purse(account_id=account_id)
