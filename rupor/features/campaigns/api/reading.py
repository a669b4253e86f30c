"""Looking at campaigns."""

from typing import Any

from django.db.models import QuerySet
from django.utils import translation
from ninja import Query

from rupor.features.accounts.rules import Right
from rupor.features.campaigns import queries, schemas
from rupor.features.campaigns.actions import check as checking
from rupor.features.campaigns.api import shown
from rupor.features.campaigns.api.door import router
from rupor.features.campaigns.models import Campaign
from rupor.features.projects.guards import ProjectRequest, in_project
from rupor.kit import messages, pagination

READ = in_project(Right.READ)


@router.get("/campaigns", response=pagination.Page[schemas.CampaignItem], auth=READ)
def campaigns(request: ProjectRequest, query: Query[schemas.CampaignsQuery]) -> Any:
    """Campaigns of the project, newest first."""
    everything = queries.campaigns(project_id=request.auth.project.id, archived=query.archived)
    found = _filtered(everything, query)
    return pagination.page(found, query=query, total=everything.count(), shown=shown.items)


@router.get("/campaigns/{int:campaign_id}", response=schemas.CampaignOut, auth=READ, by_alias=True)
def campaign(request: ProjectRequest, campaign_id: int) -> Any:
    """One campaign with its settings, passes and journal."""
    return shown.whole(queries.campaign(project_id=request.auth.project.id, campaign_id=campaign_id))


@router.post("/campaigns/{int:campaign_id}/check", response=schemas.CheckOut, auth=READ)
def check(request: ProjectRequest, campaign_id: int) -> Any:
    """What forbids the launch, and what it may cost. Nothing changes."""
    verdict = checking.check(campaign=queries.campaign(project_id=request.auth.project.id, campaign_id=campaign_id))
    language = translation.get_language()
    return {
        "problems": [
            {
                "tab": problem.tab,
                "field": problem.field,
                "code": problem.code,
                "message": messages.text(problem.code, language=language),
            }
            for problem in verdict.problems
        ],
        "contacts": verdict.contacts,
        "estimate": {"low": verdict.low, "high": verdict.high},
    }


def _filtered(found: QuerySet[Campaign], query: schemas.CampaignsQuery) -> QuerySet[Campaign]:
    if query.name.isdecimal():
        found = found.filter(id=int(query.name)) | found.filter(name__icontains=query.name)
    elif query.name:
        found = found.filter(name__icontains=query.name)
    if query.state:
        found = found.filter(state__in=query.state.split(","))
    if query.channel:
        found = found.filter(channel=query.channel)
    if query.since:
        found = found.filter(created_at__gte=query.since)
    if query.until:
        found = found.filter(created_at__lt=query.until)
    return found
