"""Facts of this room."""

from rupor.kit.events import Fact


class FollowUpOpened(Fact, frozen=True):
    """A talk left something to do."""

    follow_up_id: int
