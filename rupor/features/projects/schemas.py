"""What the doors of projects read and show."""

from datetime import datetime
from typing import Annotated

from ninja import Field, Schema
from pydantic import StringConstraints

from rupor.kit.pagination import PageQuery

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]


class ProjectItem(Schema):
    """A project as it is shown."""

    id: int
    name: str
    description: str
    created_at: datetime
    archived_at: datetime | None


class ProjectsQuery(PageQuery):
    """Filters of the list."""

    archived: bool = False
    name: str = ""


class NewProject(Schema):
    """What a new project is made of."""

    name: Name
    description: str = Field("", max_length=2000)


class ProjectChange(Schema):
    """What may be changed; a thing left out stays."""

    name: Name | None = None
    description: str | None = Field(None, max_length=2000)
