"""«Детализация»: all calls and messages of the project, a call's card and its recording."""

from functools import partial
from typing import Any

from django.http import StreamingHttpResponse
from django.http.response import HttpResponseBase
from ninja import Query, Router

from rupor.features.accounts.rules import Right
from rupor.features.projects.guards import ProjectRequest, in_project
from rupor.features.recordings import queries as recordings
from rupor.features.recordings.rules import CONTENT_TYPES
from rupor.features.reports import schemas
from rupor.features.reports.api import shown
from rupor.features.reports.queries import call_card, tables
from rupor.features.reports.queries import calls as call_lists
from rupor.features.reports.queries import messages as message_lists
from rupor.features.reports.schemas.call_card import CallCardOut
from rupor.kit import file_answer
from rupor.kit.pagination import Page, page

router = Router()
READ, EXPORT, LISTEN = in_project(Right.READ), in_project(Right.EXPORT), in_project(Right.LISTEN)


@router.get("/calls", response=Page[schemas.CallOut], auth=READ)
def calls(request: ProjectRequest, query: Query[schemas.CallsQuery]) -> dict[str, Any]:
    """Calls of the project, newest first."""
    everything = call_lists.calls(project=request.auth.project)
    found = call_lists.filtered(everything, project=request.auth.project, given=query.conditions())
    return page(found, query=query, total=everything.count(), shown=partial(shown.calls, request.auth))


@router.get("/calls/download", auth=EXPORT)
def calls_download(request: ProjectRequest, query: Query[schemas.CallsDownload]) -> StreamingHttpResponse:
    """The filtered calls as a file."""
    project = request.auth.project
    found = call_lists.filtered(call_lists.calls(project=project), project=project, given=query.conditions())
    table = tables.calls(found, reader=shown.reader(request.auth))
    return shown.file(table=table, member=request.auth, form=query.format, name="calls")


@router.get("/calls/{int:call_id}", response=CallCardOut, auth=READ)
def call(request: ProjectRequest, call_id: int) -> dict[str, Any]:
    """Everything that is known of a call."""
    found = call_lists.call(project=request.auth.project, call_id=call_id)
    return {**next(iter(shown.calls(request.auth, [found]))), **call_card.beside(found)}


@router.get("/calls/{int:call_id}/recording", auth=LISTEN)
def recording(request: ProjectRequest, call_id: int) -> HttpResponseBase:
    """The talk: the person on the left, the robot on the right."""
    path = recordings.path(call_lists.call(project=request.auth.project, call_id=call_id))
    return file_answer.answer(request=request, path=path, content_type=CONTENT_TYPES[path.suffix])


@router.get("/calls/recordings", auth=LISTEN)
def calls_recordings(request: ProjectRequest, query: Query[schemas.CallConditions]) -> StreamingHttpResponse:
    """Recordings of the filtered calls as one ZIP."""
    project = request.auth.project
    found = call_lists.filtered(call_lists.calls(project=project), project=project, given=query.conditions())
    return shown.recordings(found, member=request.auth, name="recordings")


@router.get("/messages", response=Page[schemas.MessageOut], auth=READ)
def messages(request: ProjectRequest, query: Query[schemas.MessagesQuery]) -> dict[str, Any]:
    """Messages of the project, newest first."""
    everything = message_lists.messages(project=request.auth.project)
    found = message_lists.filtered(everything, given=query.conditions())
    return page(found, query=query, total=everything.count(), shown=shown.messages)


@router.get("/messages/download", auth=EXPORT)
def messages_download(request: ProjectRequest, query: Query[schemas.MessagesDownload]) -> StreamingHttpResponse:
    """The filtered messages as a file."""
    everything = message_lists.messages(project=request.auth.project)
    table = tables.messages(
        message_lists.filtered(everything, given=query.conditions()), reader=shown.reader(request.auth)
    )
    return shown.file(table=table, member=request.auth, form=query.format, name="messages")
