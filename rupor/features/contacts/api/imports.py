"""Doors of imports: preview, begin, follow, and the verdict on every row."""

from typing import Any, Literal

from django.http.response import HttpResponseBase
from ninja import File, Form, Query, Router, Status, UploadedFile

from rupor.features.contacts import queries
from rupor.features.contacts.actions import begin_import, keep_upload, open_upload, preview, write_verdict
from rupor.features.contacts.api import shown
from rupor.features.contacts.models import ContactImport
from rupor.features.contacts.rules import pasting
from rupor.features.contacts.schemas import ImportItem, NewImport, PreviewItem
from rupor.features.projects.guards import ProjectRequest, Right, in_project
from rupor.kit import errors, pagination
from rupor.kit.pagination import Page, PageQuery

router = Router(tags=["audiences"])


@router.post("/audiences/preview", response=PreviewItem, auth=in_project(Right.EDIT))
def preview_upload(
    request: ProjectRequest,
    file: File[UploadedFile | None] = None,
    text: Form[str] = "",
    encoding: Form[str] = "",
) -> preview.Preview:
    """Keeps a file or a pasted text and tells what it holds; nothing is brought in yet."""
    if file is None and not text.strip():
        raise errors.RuporError("upload_missing", field="file")
    chunks = pasting.pasted(text) if file is None else file.chunks()
    kept = keep_upload.keep_upload(account=request.auth.account, chunks=chunks)
    name = "" if file is None else file.name or ""
    return preview.preview(
        project=request.auth.project, upload=kept, file_name=name, encoding="utf-8" if file is None else encoding
    )


@router.post("/audiences/{int:audience}/imports", response={201: ImportItem}, auth=in_project(Right.EDIT))
def start_import(request: ProjectRequest, audience: int, order: NewImport) -> Status[dict[str, Any]]:
    """Puts a kept file into the queue; the worker brings it in."""
    found = queries.audience(project=request.auth.project, audience_id=audience)
    upload, file_name = open_upload.open_upload(account=request.auth.account, token=order.upload)
    begun = begin_import.begin_import(
        audience=found,
        upload=upload,
        file_name=file_name,
        mapping=order.mapping,
        has_header=order.has_header,
        encoding=order.encoding,
        policy=order.policy,
    )
    return Status(201, shown.contact_import(begun, project_id=request.auth.project.id, request=request))


@router.get("/audiences/{int:audience}/imports", response=Page[ImportItem], auth=in_project(Right.READ))
def list_imports(request: ProjectRequest, audience: int, query: Query[PageQuery]) -> dict[str, Any]:
    """The imports of a list, newest first."""
    found = queries.audience(project=request.auth.project, audience_id=audience)
    return pagination.page(
        ContactImport.objects.filter(audience=found).order_by("-id"),
        query=query,
        shown=lambda rows: [
            shown.contact_import(row, project_id=request.auth.project.id, request=request) for row in rows
        ],
    )


@router.get("/audiences/{int:audience}/imports/{int:number}", response=ImportItem, auth=in_project(Right.READ))
def show_import(request: ProjectRequest, audience: int, number: int) -> dict[str, Any]:
    """One import."""
    place = queries.audience(project=request.auth.project, audience_id=audience)
    found = queries.contact_import(audience=place, import_id=number)
    return shown.contact_import(found, project_id=request.auth.project.id, request=request)


@router.get("/audiences/{int:audience}/imports/{int:number}/verdict", auth=in_project(Right.EXPORT))
def download_verdict(
    request: ProjectRequest,
    audience: int,
    number: int,
    format: Literal["csv", "xlsx"] = "csv",  # noqa: A002
) -> HttpResponseBase:
    """Every row that was not simply added, with the reason."""
    place = queries.audience(project=request.auth.project, audience_id=audience)
    found = queries.contact_import(audience=place, import_id=number)
    path = write_verdict.write_verdict(made=found, form=format, language=shown.language(request))
    return shown.download(path, request=request, form=format, name=f"{found.file_name or place.name}-{number}.{format}")
