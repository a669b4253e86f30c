"""What is asked about audiences, contacts, fields and stop-lists."""

from typing import Any

from django.db.models import Q, QuerySet

from rupor.features.accounts.models import Account
from rupor.features.contacts.models import (
    Audience,
    AudienceMember,
    AudienceState,
    Contact,
    ContactField,
    ContactImport,
    StopEntry,
)
from rupor.features.projects.models import Project
from rupor.kit import errors, phone

_STATES = {
    "active": [AudienceState.ACTIVE, AudienceState.PROCESSING, AudienceState.FAILED],
    "archived": [AudienceState.ARCHIVED],
}


def audiences(
    *, project: Project, kind: str = "", state: str = "", name: str = "", hidden: bool = False
) -> QuerySet[Audience]:
    """The project's lists, newest first; `state=active` also shows those being loaded, `hidden` the hidden ones too."""
    found = Audience.objects.filter(project=project).order_by("-id")
    if kind:
        found = found.filter(kind=kind)
    if state:
        found = found.filter(state__in=_STATES[state])
    if not hidden:
        found = found.filter(hidden=False)
    return found.filter(name__icontains=name) if name else found


def audience(*, project: Project, audience_id: int) -> Audience:
    """One list of the project, or NotFound."""
    found = Audience.objects.select_related("account", "project").filter(project=project, id=audience_id).first()
    if found is None:
        raise errors.NotFound("audience_not_found")
    return found


def last_imports(*, audience_ids: list[int]) -> dict[int, ContactImport]:
    """The newest import of each audience that has one."""
    found = ContactImport.objects.filter(audience_id__in=audience_ids).order_by("audience_id", "-id")
    return {last.audience_id: last for last in found.distinct("audience_id")}


def contact_import(*, audience: Audience, import_id: int) -> ContactImport:
    """One import of the audience, or NotFound."""
    found = ContactImport.objects.filter(audience=audience, id=import_id).select_related("audience").first()
    if found is None:
        raise errors.NotFound("import_not_found")
    return found


def import_shown(made: ContactImport) -> dict[str, Any]:
    """An import as JSON; its error is still a code."""
    return {
        "id": made.id,
        "state": made.state,
        "created_at": made.created_at,
        "finished_at": made.finished_at,
        "file_name": made.file_name,
        "counts": made.counts,
        "error": made.error,
    }


def members(*, audience: Audience, search: str = "") -> QuerySet[AudienceMember]:
    """People of the list, the newest contacts first; `search` is a phone, a part of it, a name or an e-mail."""
    found = AudienceMember.objects.filter(audience=audience).select_related("contact").order_by("-contact_id")
    text = search.strip()
    if not text:
        return found
    whole = phone.normalise(text)
    if whole:
        return found.filter(contact__phone=whole)
    digits = "".join(char for char in text if char.isdigit())
    by_phone = Q(contact__phone__contains=digits) if digits and not phone.has_letters(text) else Q()
    names = ("surname", "name", "second_name", "email")
    by_name = Q()
    for word in text.split():
        one = Q()
        for field in names:
            one |= Q(**{f"contact__{field}__icontains": word})
        by_name &= one
    return found.filter(by_phone | by_name if by_phone else by_name)


def contact(*, project: Project, written: str) -> Contact | None:
    """The contact with the phone, however written."""
    return Contact.objects.filter(project=project, phone=phone.normalise(written)).first()


def fields(*, project: Project) -> QuerySet[ContactField]:
    """The project's living fields, the system ones first."""
    return ContactField.objects.filter(project=project, archived_at=None).order_by("-system", "id")


def field_names(*, project: Project) -> dict[str, str]:
    """Title or variable in lower case → variable, of the project's own fields."""
    own = fields(project=project).filter(system=False)
    named: dict[str, str] = {}
    for field in own:
        named[field.name.lower()] = named[field.variable] = field.variable
    return named


def stop_entries(*, account: Account, search: str = "") -> QuerySet[StopEntry]:
    """The account's stop-list, newest first."""
    found = StopEntry.objects.filter(account=account).order_by("-id")
    text = search.strip()
    if not text:
        return found
    digits = phone.normalise(text) or "".join(char for char in text if char.isdigit())
    return found.filter(phone__contains=digits) if digits else found.filter(comment__icontains=text)
