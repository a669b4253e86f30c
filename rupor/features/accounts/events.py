"""Facts of this room."""

from rupor.kit.events import Fact


class AccountOpened(Fact, frozen=True):
    """A tenant appeared, with its owner and first project."""

    account_id: int
