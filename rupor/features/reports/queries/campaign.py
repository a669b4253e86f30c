"""A campaign's totals, its chart and its clips (CAMP-081, CAMP-088)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

import msgspec
from django.db import connection
from django.db.models import Count, Q

from rupor.features.campaigns import queries as campaign_queries
from rupor.features.campaigns.models import Campaign, CampaignRun
from rupor.features.campaigns.rules import figures
from rupor.features.deliveries.models import CallRecord
from rupor.features.materials.models import Material
from rupor.features.projects.models import Project
from rupor.features.reports.rules import results

_OF_ALL_RUNS = ("calls_made", "machines", "sms_sent", "sms_delivered")


@dataclass(frozen=True)
class Statistics:
    """People are counted once, by their last state; calls, messages and money over all runs."""

    calls_made: int
    total: int
    leads: int
    stop_listed: int
    machines: int
    answered: int
    unanswered: int
    in_process: int
    called_back: int
    transferred: int
    unknown: int
    invalid: int
    cancelled: int
    cost: Decimal
    cost_per_lead: Decimal | None
    sms_sent: int
    sms_delivered: int
    answered_by: dict[str, int]


@dataclass(frozen=True)
class Bar:
    """One interval of the chart."""

    at: datetime
    answered: int
    unanswered: int
    leads: int


@dataclass(frozen=True)
class ClipResult:
    """How a clip did: goals among the calls that were answered with it."""

    material: Material
    answered: int
    leads: int
    conversion: float


def campaign(*, project: Project, campaign_id: int) -> Campaign:
    """One of the project's campaigns; a foreign or deleted one does not exist."""
    return campaign_queries.campaign(project_id=project.id, campaign_id=campaign_id)


def runs(campaign: Campaign) -> list[CampaignRun]:
    """Passes over the numbers, in order."""
    return list(CampaignRun.objects.filter(campaign=campaign).order_by("index"))


def statistics(campaign: Campaign) -> Statistics:
    """The totals, with the same size that the list of campaigns shows."""
    found = campaign_queries.progress([campaign.id])[campaign.id]
    every = runs(campaign)
    work = {name: sum(getattr(run, name) for run in every) for name in _OF_ALL_RUNS}
    return Statistics(
        called_back=_called_back(campaign),
        transferred=CallRecord.objects.filter(campaign_id=campaign.id).exclude(transferred_to="").count(),
        answered_by=_answered_by(campaign),
        cost=found.cost,
        cost_per_lead=figures.cost_per_lead(cost=found.cost, leads=found.leads),
        **msgspec.structs.asdict(found.size),
        **work,
    )


def _called_back(campaign: Campaign) -> int:
    """People, however often each of them called."""
    back = CallRecord.objects.filter(campaign_id=campaign.id, direction="in")
    return back.values("phone").order_by().distinct().count()


def _answered_by(campaign: Campaign) -> dict[str, int]:
    """Calls by who took them; calls nobody listened to are in none."""
    told = CallRecord.objects.filter(campaign_id=campaign.id).exclude(answered_by="").order_by()
    return dict(told.values_list("answered_by").annotate(count=Count("attempt_id")))


def series(campaign: Campaign) -> list[Bar]:
    """The chart: calls by their start, or messages by their making; empty intervals are left out. Of those who called
    back only the goals are shown: they are not people who answered us."""
    table, moment = ("callrecord", "started_at") if campaign.channel == "voice" else ("messagerecord", "created_at")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT min({moment}), max({moment}) FROM deliveries_{table} WHERE campaign_id = %s",
            [campaign.id],
        )
        first, last = cursor.fetchone()
        if first is None:
            return []
        cursor.execute(_SERIES[campaign.channel], [_seconds(first, last), campaign.id])
        return [Bar(at=at.astimezone(UTC), answered=yes, unanswered=no, leads=goals) for at, yes, no, goals in cursor]


_SERIES = {
    "voice": """
        SELECT date_bin(make_interval(secs => %s), started_at, timestamptz '2000-01-01 00:00:00+00') AS at,
               count(*) FILTER (WHERE outcome = 'answered' AND direction = 'out'),
               count(*) FILTER (WHERE outcome NOT IN ('answered', 'unknown') AND direction = 'out'),
               count(*) FILTER (WHERE lead)
        FROM deliveries_callrecord WHERE campaign_id = %s GROUP BY at ORDER BY at""",
    "sms": """
        SELECT date_bin(make_interval(secs => %s), created_at, timestamptz '2000-01-01 00:00:00+00') AS at,
               count(*) FILTER (WHERE status = 'delivered'),
               count(*) FILTER (WHERE status IN ('failed', 'expired', 'cancelled')),
               0
        FROM deliveries_messagerecord WHERE campaign_id = %s GROUP BY at ORDER BY at""",
}


def _seconds(first: datetime, last: datetime) -> float:
    return results.bucket(first=first, last=last).total_seconds()


def clips(campaign: Campaign) -> list[ClipResult]:
    """Each clip of the campaign, the best first."""
    heard = CallRecord.objects.filter(campaign_id=campaign.id, outcome="answered", material_id__isnull=False)
    by_clip = heard.order_by().values("material_id")
    rows = by_clip.annotate(answered=Count("attempt_id"), goals=Count("attempt_id", filter=Q(lead=True)))
    counted = {key: (answered, leads) for key, answered, leads in rows.values_list("material_id", "answered", "goals")}
    chosen = list(campaign.clips.order_by("order").values_list("material_id", flat=True))
    found = Material.objects.in_bulk([*chosen, *counted])
    told = [_clip(found[key], counted.get(key, (0, 0))) for key in dict.fromkeys([*chosen, *counted]) if key in found]
    return sorted(told, key=lambda clip: -clip.conversion)


def _clip(material: Material, counted: tuple[int, int]) -> ClipResult:
    answered, leads = counted
    return ClipResult(material=material, answered=answered, leads=leads, conversion=results.share(leads, answered))
