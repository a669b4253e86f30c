"""The project's page «Статистика»."""

from ninja import Query, Router

from rupor.features.accounts.rules import Right
from rupor.features.projects.guards import ProjectRequest, in_project
from rupor.features.reports import schemas
from rupor.features.reports.queries import project as projects
from rupor.features.reports.rules import results
from rupor.kit import clock, errors

router = Router()


@router.get("/statistics", response=schemas.ProjectStatisticsOut, auth=in_project(Right.READ))
def project_statistics(request: ProjectRequest, query: Query[schemas.PeriodQuery]) -> projects.ProjectStatistics:
    """Cards, funnel and days of a period."""
    first, last = results.default_period(now=clock.now(), zone=request.auth.account.time_zone)
    since, until = query.since or first, query.until or last
    if since > until:
        raise errors.RuporError("period_reversed", field="from")
    return projects.statistics(project=request.auth.project, since=since, until=until)
