"""Flows as JSON."""

from datetime import datetime
from typing import Annotated, Any

from ninja import Schema
from pydantic import StringConstraints

from rupor.kit.pagination import PageQuery

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]


class FlowQuery(PageQuery):
    """Filters of the list."""

    archived: bool = False


class FlowProblemOut(Schema):
    """One thing to mend; `card` is its place in the node, null when the node or the whole flow is at fault.

    A warning forbids neither saving nor a launch.
    """

    node: str
    card: int | None
    code: str
    message: str
    warning: bool = False


class FlowItem(Schema):
    """A flow in the list."""

    id: int
    name: str
    version: int
    is_system: bool
    created_at: datetime
    archived_at: datetime | None
    problems: list[FlowProblemOut]


class FlowOut(FlowItem):
    """A flow with its document."""

    document: dict[str, Any]


class DocumentIn(Schema):
    """A document to check; its form is told by the schema at `/api/v1/flows/schema`."""

    document: dict[str, Any]


class FlowIn(DocumentIn):
    """A flow to save."""

    name: Name


class ProblemsOut(Schema):
    """Everything that is wrong."""

    problems: list[FlowProblemOut]
