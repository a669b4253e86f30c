"""How lists and imports are shown: the last import, its error in the person's language, the verdict's address."""

from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation

from rupor.features.contacts import queries
from rupor.features.contacts.models import Audience, AudienceMember, ContactImport, ImportState
from rupor.features.contacts.rules import cells
from rupor.kit import file_answer, messages

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def download(path: Path, *, request: HttpRequest, form: str, name: str) -> HttpResponseBase:
    """A file written for this request, never the one that a browser kept."""
    answer = file_answer.answer(request=request, path=path, content_type=CONTENT_TYPES[form], download_name=name)
    answer["Cache-Control"] = "private, no-store"
    return answer


def language(request: HttpRequest) -> str:
    """What LocaleMiddleware understood of the request."""
    return translation.get_language() or "ru"


def audiences(rows: list[Audience], *, request: HttpRequest) -> list[dict[str, Any]]:
    """Lists of one page with their last imports, in one query."""
    last = queries.last_imports(audience_ids=[row.id for row in rows])
    return [_audience(row, last.get(row.id), request) for row in rows]


def audience(row: Audience, *, request: HttpRequest) -> dict[str, Any]:
    """One list."""
    return audiences([row], request=request)[0]


def contact_import(made: ContactImport, *, project_id: int, request: HttpRequest) -> dict[str, Any]:
    """One import; counts are shown from the first moment."""
    code, _, row = made.error.partition(":")
    error = messages.text(code, language=language(request), row=row) if code else ""
    place = f"/api/v1/projects/{project_id}/audiences/{made.audience_id}/imports/{made.id}/verdict"
    return queries.import_shown(made) | {
        "error": error,
        "verdict_url": place if made.state == ImportState.DONE else None,
    }


def member(row: AudienceMember) -> dict[str, Any]:
    """One person of a list."""
    contact = row.contact
    return {
        "id": contact.id,
        "phone": contact.phone,
        "surname": contact.surname,
        "name": contact.name,
        "second_name": contact.second_name,
        "birthdate": cells.shown_date(contact.birthdate),
        "sex": contact.sex,
        "email": contact.email,
        "link": contact.link,
        "custom": contact.custom,
        "added_at": row.added_at,
    }


def _audience(row: Audience, last: ContactImport | None, request: HttpRequest) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "kind": row.kind,
        "state": row.state,
        "contacts_count": row.contacts_count,
        "reports_count": row.reports_count,
        "created_at": row.created_at,
        "is_global_stop": row.is_global_stop,
        "hidden": row.hidden,
        "last_import": contact_import(last, project_id=row.project_id, request=request) if last else None,
    }
