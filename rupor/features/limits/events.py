"""Facts of this room."""

from rupor.kit.events import Fact


class DiallingStopped(Fact, frozen=True):
    """An account's dialling was stopped; `code` is of `models.StopCode`."""

    account: int
    code: str
