"""Facts of this room."""

from rupor.kit.events import Fact


class RentSuspended(Fact, frozen=True):
    """The balance did not cover the day: the number does not work until it does."""

    account_id: int
    number_id: int
    phone: str


class RentEnded(Fact, frozen=True):
    """The number is the account's no more; `reason` is "returned" or "unpaid"."""

    account_id: int
    number_id: int
    phone: str
    reason: str
