"""Facts of this room."""

from rupor.kit.events import Fact


class AudienceLoaded(Fact, frozen=True):
    """An import into the audience came to its end, well or not."""

    audience_id: int
    import_id: int
