"""Facts of this room."""

from rupor.kit.events import Fact


class ProjectCreated(Fact, frozen=True):
    """A project appeared; rooms above give it what it starts with."""

    project_id: int


class ProjectArchived(Fact, frozen=True):
    """A project was put away; what works in it must stand."""

    project_id: int
