"""Doors of the people in a list."""

from typing import Any

from ninja import Query, Router, Status

from rupor.features.contacts import queries
from rupor.features.contacts.actions import add_contact, remove_contacts
from rupor.features.contacts.api import shown
from rupor.features.contacts.schemas import Chosen, ContactItem, ContactsQuery, NewContact, Removed
from rupor.features.projects.guards import ProjectRequest, Right, in_project
from rupor.kit import pagination
from rupor.kit.pagination import Page

router = Router(tags=["audiences"])


@router.get("/audiences/{int:audience}/contacts", response=Page[ContactItem], auth=in_project(Right.READ))
def list_contacts(request: ProjectRequest, audience: int, query: Query[ContactsQuery]) -> dict[str, Any]:
    """The people of a list, newest first; `search` is a phone, a part of it, a name or an e-mail."""
    place = queries.audience(project=request.auth.project, audience_id=audience)
    return pagination.page(
        queries.members(audience=place, search=query.search),
        query=query,
        total=place.contacts_count,
        found=None if query.search.strip() else place.contacts_count,
        shown=lambda rows: [shown.member(row) for row in rows],
    )


@router.post("/audiences/{int:audience}/contacts", response={201: ContactItem}, auth=in_project(Right.EDIT))
def add_person(request: ProjectRequest, audience: int, contact: NewContact) -> Status[dict[str, Any]]:
    """Puts one person into the list; known ones get the values given."""
    place = queries.audience(project=request.auth.project, audience_id=audience)
    values = contact.model_dump(exclude={"phone", "custom"})
    member = add_contact.add_contact(
        audience=place,
        written_phone=contact.phone,
        values={name: value for name, value in values.items() if value},
        custom=contact.custom,
    )
    return Status(201, shown.member(member))


@router.delete("/audiences/{int:audience}/contacts", response=Removed, auth=in_project(Right.EDIT))
def remove_people(request: ProjectRequest, audience: int, chosen: Chosen) -> dict[str, int]:
    """Takes people out of the list; they stay contacts of the project."""
    place = queries.audience(project=request.auth.project, audience_id=audience)
    return {"removed": remove_contacts.remove_contacts(audience=place, contact_ids=chosen.ids)}
