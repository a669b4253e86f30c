"""Doors of contact fields."""

from typing import Any

from ninja import Query, Router, Status

from rupor.features.contacts import queries
from rupor.features.contacts.actions import create_field
from rupor.features.contacts.models import ContactField
from rupor.features.contacts.schemas import FieldItem, NewField
from rupor.features.projects.guards import ProjectRequest, Right, in_project
from rupor.kit import pagination
from rupor.kit.pagination import Page, PageQuery

router = Router(tags=["fields"])


@router.get("/fields", response=Page[FieldItem], auth=in_project(Right.READ))
def list_fields(request: ProjectRequest, query: Query[PageQuery]) -> dict[str, Any]:
    """The fields of contacts, the usual ones first."""
    return pagination.page(queries.fields(project=request.auth.project), query=query)


@router.post("/fields", response={201: FieldItem}, auth=in_project(Right.EDIT))
def make_field(request: ProjectRequest, field: NewField) -> Status[ContactField]:
    """Adds a field of the project's own."""
    made = create_field.create_field(
        project=request.auth.project, name=field.name, variable=field.variable, kind=field.type
    )
    return Status(201, made)
