"""Records as items of lists, and tables as files; shared by the doors of this room."""

import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import translation

from rupor.features.accounts.rules import Right
from rupor.features.deliveries.models import CallRecord, MessageRecord
from rupor.features.projects.guards import ProjectMember
from rupor.features.recordings import queries as kept
from rupor.features.reports.actions import stream_csv, write_xlsx
from rupor.features.reports.queries import calls as call_lists
from rupor.features.reports.rules import results
from rupor.features.reports.rules.cells import Reader, Table
from rupor.kit import errors, zip_answer

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PIECE_BYTES = 256 * 1024


def calls(member: ProjectMember, rows: list[CallRecord]) -> Iterable[dict[str, Any]]:
    """Items of a page of calls; the recording is offered to those who may listen."""
    names = call_lists.campaign_names(ids={row.campaign_id for row in rows})
    listens = member.may(Right.LISTEN)
    for row in rows:
        url = f"/api/v1/projects/{row.project_id}/calls/{row.attempt_id}/recording"
        yield {
            "id": row.attempt_id,
            "duration_seconds": row.talk_seconds,
            "cost": row.cost + row.transfer_cost,
            "recording_url": url if kept.is_kept(row) and listens else None,
            "recording_expired": bool(row.recording) and not kept.is_kept(row),
            "status": results.call_status(row.outcome),
            "attempt": row.attempt_number,  # type: ignore[attr-defined]  # annotated by the query
            "campaign": _campaign(row.campaign_id, names),
            **{name: getattr(row, name) for name in _CALL_FIELDS},
        }


def messages(rows: list[MessageRecord]) -> Iterable[dict[str, Any]]:
    """Items of a page of messages."""
    names = call_lists.campaign_names(ids={row.campaign_id for row in rows})
    for row in rows:
        fields = {name: getattr(row, name) for name in _MESSAGE_FIELDS}
        yield {"id": row.attempt_id, "campaign": _campaign(row.campaign_id, names), **fields}


def reader(member: ProjectMember) -> Reader:
    """The person at the door: the language of the request, the account's zone."""
    return Reader(language=translation.get_language() or "ru", zone=ZoneInfo(member.account.time_zone))


def recordings(calls: QuerySet[CallRecord], *, member: ProjectMember, name: str) -> StreamingHttpResponse:
    """The recordings of the calls as one archive; NotFound when there is not one."""
    files = kept.archive(calls=calls, zone=ZoneInfo(member.account.time_zone))
    first = next(files, None)
    if first is None:
        raise errors.NotFound("recordings_none")
    return zip_answer.answer(files=chain([first], files), name=f"{name}.zip")


def file(*, table: Table, member: ProjectMember, form: str, name: str) -> StreamingHttpResponse:
    """The table in the form that was asked for."""
    person = reader(member)
    if form == "csv":
        return csv(table=table, reader=person, name=name)
    return xlsx(write=lambda path: write_xlsx.write_xlsx(tables=[table], path=path, reader=person), name=name)


def csv(*, table: Table, reader: Reader, name: str) -> StreamingHttpResponse:
    """The table as a file that is sent while it is read."""
    pieces = stream_csv.stream_csv(table=table, reader=reader)
    return _file(pieces, content_type="text/csv; charset=utf-8", name=f"{name}.csv")


def xlsx(*, write: Callable[[Path], None], name: str) -> StreamingHttpResponse:
    """A spreadsheet: written beside first, for its form cannot be streamed, and gone when it has been sent."""
    handle, path = tempfile.mkstemp(prefix="rupor-", suffix=".xlsx")
    os.close(handle)
    try:
        write(Path(path))
        file = Path(path).open("rb")  # noqa: SIM115  # closed by the generator that sends it
    finally:
        Path(path).unlink()

    def pieces() -> Iterator[bytes]:
        with file:
            while piece := file.read(_PIECE_BYTES):
                yield piece

    answer = _file(pieces(), content_type=_XLSX, name=f"{name}.xlsx")
    answer["Content-Length"] = str(os.fstat(file.fileno()).st_size)
    return answer


def _file(pieces: Iterator[bytes], *, content_type: str, name: str) -> StreamingHttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return StreamingHttpResponse(pieces, content_type=content_type, headers=headers)


def _campaign(campaign_id: int | None, names: dict[int, str]) -> dict[str, Any] | None:
    return {"id": campaign_id, "name": names[campaign_id]} if campaign_id in names else None


_CALL_FIELDS = (
    *("started_at", "phone", "direction", "caller", "ring_seconds", "lead", "lead_tag", "stop_listed", "machine"),
    *("outcome", "digits", "path", "sip_status", "q850_cause", "listened_percent", "hung_up_by", "detail"),
    *("answered_by", "transferred_to", "trunk"),
)
_MESSAGE_FIELDS = (
    *("created_at", "sent_at", "channel", "type", "sender", "text", "phone", "parts", "cost", "status"),
    *("status_reason", "status_at"),
)
