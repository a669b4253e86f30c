"""A campaign's analytics: totals, calls, messages, clips, and files to take away."""

from functools import partial
from typing import Any

from django.http import StreamingHttpResponse
from ninja import Query, Router

from rupor.features.accounts.rules import Right
from rupor.features.campaigns.models import Campaign
from rupor.features.projects.guards import ProjectRequest, in_project
from rupor.features.reports import schemas
from rupor.features.reports.actions import write_campaign_report
from rupor.features.reports.api import shown
from rupor.features.reports.queries import calls as call_lists
from rupor.features.reports.queries import campaign as campaigns
from rupor.features.reports.queries import messages as message_lists
from rupor.features.reports.queries import tables
from rupor.kit.pagination import Page, page

router = Router()
READ, EXPORT, LISTEN = in_project(Right.READ), in_project(Right.EXPORT), in_project(Right.LISTEN)


@router.get("/campaigns/{int:campaign_id}/statistics", response=schemas.CampaignStatisticsOut, auth=READ)
def campaign_statistics(request: ProjectRequest, campaign_id: int) -> dict[str, Any]:
    """Totals and the chart."""
    found = _campaign(request, campaign_id)
    return {**vars(campaigns.statistics(found)), "series": campaigns.series(found)}


@router.get("/campaigns/{int:campaign_id}/calls", response=Page[schemas.CallOut], auth=READ)
def campaign_calls(request: ProjectRequest, campaign_id: int, query: Query[schemas.CallsQuery]) -> dict[str, Any]:
    """Calls of the campaign, newest first."""
    project = request.auth.project
    everything = call_lists.calls(project=project, campaign=_campaign(request, campaign_id))
    found = call_lists.filtered(everything, project=project, given=query.conditions())
    return page(found, query=query, total=everything.count(), shown=partial(shown.calls, request.auth))


@router.get("/campaigns/{int:campaign_id}/recordings", auth=LISTEN)
def campaign_recordings(
    request: ProjectRequest, campaign_id: int, query: Query[schemas.CallConditions]
) -> StreamingHttpResponse:
    """Recordings of the campaign's calls as one ZIP (CAMP-051)."""
    project = request.auth.project
    everything = call_lists.calls(project=project, campaign=_campaign(request, campaign_id))
    found = call_lists.filtered(everything, project=project, given=query.conditions())
    return shown.recordings(found, member=request.auth, name=f"campaign-{campaign_id}-recordings")


@router.get("/campaigns/{int:campaign_id}/messages", response=Page[schemas.MessageOut], auth=READ)
def campaign_messages(request: ProjectRequest, campaign_id: int, query: Query[schemas.MessagesQuery]) -> dict[str, Any]:
    """Messages of the campaign, newest first."""
    everything = message_lists.messages(project=request.auth.project, campaign=_campaign(request, campaign_id))
    found = message_lists.filtered(everything, given=query.conditions())
    return page(found, query=query, total=everything.count(), shown=shown.messages)


@router.get("/campaigns/{int:campaign_id}/materials", response=list[schemas.ClipResultOut], auth=READ)
def campaign_materials(request: ProjectRequest, campaign_id: int) -> list[dict[str, Any]]:
    """Which clip brought more goals."""
    place = f"/api/v1/projects/{request.auth.project.id}/materials"
    return [
        {
            "material": {
                "id": result.material.id,
                "name": result.material.name,
                "audio_url": f"{place}/{result.material.id}/audio",
            },
            "answered": result.answered,
            "leads": result.leads,
            "conversion": result.conversion,
        }
        for result in campaigns.clips(_campaign(request, campaign_id))
    ]


@router.get("/campaigns/{int:campaign_id}/report", auth=EXPORT)
def campaign_report(
    request: ProjectRequest, campaign_id: int, query: Query[schemas.DownloadQuery]
) -> StreamingHttpResponse:
    """The full report; as CSV, its people."""
    found, reader = _campaign(request, campaign_id), shown.reader(request.auth)
    if query.format == "csv":
        table = tables.contacts(found, reader=reader)
        return shown.csv(table=table, reader=reader, name=f"campaign-{found.id}-report")
    write = write_campaign_report.write_campaign_report
    return shown.xlsx(
        write=lambda path: write(campaign=found, path=path, language=reader.language),
        name=f"campaign-{found.id}-report",
    )


@router.get("/campaigns/{int:campaign_id}/leads", auth=EXPORT)
def campaign_leads(
    request: ProjectRequest, campaign_id: int, query: Query[schemas.DownloadQuery]
) -> StreamingHttpResponse:
    """Numbers marked as a goal."""
    found = _campaign(request, campaign_id)
    table = tables.leads(found, reader=shown.reader(request.auth))
    return shown.file(table=table, member=request.auth, form=query.format, name=f"campaign-{found.id}-leads")


@router.get("/campaigns/{int:campaign_id}/unanswered", auth=EXPORT)
def campaign_unanswered(
    request: ProjectRequest, campaign_id: int, query: Query[schemas.DownloadQuery]
) -> StreamingHttpResponse:
    """Numbers that did not answer."""
    found = _campaign(request, campaign_id)
    table = tables.unanswered(found, reader=shown.reader(request.auth))
    return shown.file(table=table, member=request.auth, form=query.format, name=f"campaign-{found.id}-unanswered")


@router.get("/campaigns/{int:campaign_id}/uncalled", auth=EXPORT)
def campaign_uncalled(
    request: ProjectRequest, campaign_id: int, query: Query[schemas.DownloadQuery]
) -> StreamingHttpResponse:
    """Numbers that were not called yet."""
    found = _campaign(request, campaign_id)
    table = tables.uncalled(found, reader=shown.reader(request.auth))
    return shown.file(table=table, member=request.auth, form=query.format, name=f"campaign-{found.id}-uncalled")


def _campaign(request: ProjectRequest, campaign_id: int) -> Campaign:
    return campaigns.campaign(project=request.auth.project, campaign_id=campaign_id)
