"""Facts of this room."""

from rupor.kit.events import Fact


class NumberTired(Fact, frozen=True):
    """People stopped answering a number; it rests. `percent` answer now, `before` answered in its own past."""

    number_id: int
    account_id: int
    percent: float
    before: float
