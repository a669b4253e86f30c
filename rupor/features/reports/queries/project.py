"""All campaigns of a project over a period (STA-002…004)."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from rupor.features.campaigns.models import CampaignRun
from rupor.features.campaigns.rules import figures
from rupor.features.deliveries.models import CallRecord, MessageRecord
from rupor.features.projects.models import Project
from rupor.features.reports.rules import results

ZERO = Decimal(0)


@dataclass(frozen=True)
class Stage:
    """A step of the funnel; `share` is of the stage before."""

    stage: str
    count: int
    share: float


@dataclass(frozen=True)
class Day:
    """One day of the account's calendar."""

    day: date
    cost: Decimal
    leads: int
    cost_per_lead: Decimal | None


@dataclass(frozen=True)
class ProjectStatistics:
    """«СМС» counts parts handed to the carrier (STA-010). Visits are not counted before links are tracked."""

    calls: int
    sms: int
    clicks: int | None
    leads: int
    cost: Decimal
    funnel: list[Stage]
    series: list[Day]


def statistics(*, project: Project, since: datetime, until: datetime) -> ProjectStatistics:
    """The project's cards, funnel and days."""
    of_project = Q(account=project.account_id, project_id=project.id)
    calls = CallRecord.objects.filter(of_project, started_at__gte=since, started_at__lt=until)
    messages = MessageRecord.objects.filter(of_project, created_at__gte=since, created_at__lt=until)
    days = _days(calls, messages, ZoneInfo(project.account.time_zone))
    return ProjectStatistics(
        calls=calls.count(),
        sms=messages.filter(sent_at__isnull=False).aggregate(parts=Sum("parts"))["parts"] or 0,
        clicks=None,
        leads=sum(day.leads for day in days),
        cost=sum((day.cost for day in days), ZERO),
        funnel=_funnel(project, since, until),
        series=days,
    )


def _days(calls: QuerySet[CallRecord], messages: QuerySet[MessageRecord], zone: ZoneInfo) -> list[Day]:
    cost: dict[date, Decimal] = {}
    leads: dict[date, int] = {}
    spoken = calls.order_by().annotate(day=TruncDate("started_at", tzinfo=zone))
    by_day = spoken.values("day").annotate(
        spent=Sum(F("cost") + F("transfer_cost")), goals=Count("attempt_id", filter=Q(lead=True))
    )
    for day, spent, found in by_day.values_list("day", "spent", "goals"):
        cost[day], leads[day] = spent, found
    written = messages.order_by().annotate(day=TruncDate("created_at", tzinfo=zone))
    for day, spent in written.values("day").annotate(spent=Sum("cost")).values_list("day", "spent"):
        cost[day] = cost.get(day, ZERO) + spent
    return [
        Day(
            day=day,
            cost=cost[day],
            leads=leads.get(day, 0),
            cost_per_lead=figures.cost_per_lead(cost=cost[day], leads=leads.get(day, 0)),
        )
        for day in sorted(cost)
    ]


def _funnel(project: Project, since: datetime, until: datetime) -> list[Stage]:
    """Voice campaigns begun in the period; a project that only writes messages shows those instead."""
    found = CampaignRun.objects.filter(campaign__project=project, started_at__gte=since, started_at__lt=until)
    voice = _summed(found.filter(campaign__channel="voice"))
    if voice["total"]:
        names = {"contacts": "total", "calls": "calls_made", "answered": "answered", "leads": "leads"}
        return _stages([(stage, voice[name]) for stage, name in names.items()])
    sms = _summed(found.filter(campaign__channel="sms"))
    return _stages([(stage, sms[name]) for stage, name in {"contacts": "total", "delivered": "answered"}.items()])


def _summed(found: QuerySet[CampaignRun]) -> dict[str, int]:
    names = ("total", "calls_made", "answered", "leads")
    sums: dict[str, Any] = found.aggregate(**{name: Sum(name) for name in names})
    return {name: sums[name] or 0 for name in names}


def _stages(counts: list[tuple[str, int]]) -> list[Stage]:
    before = [counts[0][1], *(count for _, count in counts)]
    return [
        Stage(stage=stage, count=count, share=results.share(count, before[at]))
        for at, (stage, count) in enumerate(counts)
    ]
