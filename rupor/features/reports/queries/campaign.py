"""A campaign's totals, its chart and its clips (CAMP-081, CAMP-088)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from rupor.features.campaigns.models import Campaign, CampaignRun, RunKind
from rupor.features.deliveries.models import CallRecord
from rupor.features.materials.models import Material
from rupor.features.projects.models import Project
from rupor.features.reports.rules import results
from rupor.kit import errors

_SUMMED = ("stop_listed", "invalid", "cancelled", "answered", "unknown", "leads")
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
    unknown: int
    invalid: int
    cancelled: int
    cost: Decimal
    cost_per_lead: Decimal | None
    sms_sent: int
    sms_delivered: int


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
    found = Campaign.objects.filter(project=project, id=campaign_id, deleted_at__isnull=True).first()
    if found is None:
        raise errors.NotFound("campaign_not_found")
    return found


def runs(campaign: Campaign) -> list[CampaignRun]:
    """Passes over the numbers, in order."""
    return list(CampaignRun.objects.filter(campaign=campaign).order_by("index"))


def statistics(campaign: Campaign) -> Statistics:
    """The totals; a run over those who did not answer moves people, it does not add them."""
    every = runs(campaign)
    begun_anew = max((place for place, run in enumerate(every) if run.kind == RunKind.INITIAL), default=0)
    last_pass = every[begun_anew:]
    people = {name: sum(getattr(run, name) for run in last_pass) for name in _SUMMED}
    work = {name: sum(getattr(run, name) for run in every) for name in _OF_ALL_RUNS}
    cost = sum((run.cost for run in every), Decimal(0))
    total = last_pass[0].total if last_pass else 0
    unanswered = last_pass[-1].unanswered if last_pass else 0
    leads = people.pop("leads")
    return Statistics(
        total=total,
        unanswered=unanswered,
        in_process=total - unanswered - sum(people.values()),
        leads=leads,
        called_back=CallRecord.objects.filter(campaign_id=campaign.id, direction="in").count(),
        cost=cost,
        cost_per_lead=results.price_of_lead(cost=cost, leads=leads),
        **people,
        **work,
    )


def series(campaign: Campaign) -> list[Bar]:
    """The chart: calls by their start, or messages by their making; empty intervals are left out."""
    table, moment = ("callrecord", "started_at") if campaign.channel == "voice" else ("messagerecord", "created_at")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT min({moment}), max({moment}) FROM deliveries_{table} WHERE campaign_id = %s",  # noqa: S608
            [campaign.id],
        )
        first, last = cursor.fetchone()
        if first is None:
            return []
        cursor.execute(_SERIES[campaign.channel], [results.bucket(first=first, last=last), campaign.id])
        return [Bar(at=at.astimezone(UTC), answered=yes, unanswered=no, leads=goals) for at, yes, no, goals in cursor]


_SERIES = {
    "voice": """
        SELECT date_bin(%s, started_at, timestamptz '2000-01-01 00:00:00+00') AS at,
               count(*) FILTER (WHERE outcome = 'answered'),
               count(*) FILTER (WHERE outcome NOT IN ('answered', 'unknown')),
               count(*) FILTER (WHERE lead)
        FROM deliveries_callrecord WHERE campaign_id = %s GROUP BY at ORDER BY at""",
    "sms": """
        SELECT date_bin(%s, created_at, timestamptz '2000-01-01 00:00:00+00') AS at,
               count(*) FILTER (WHERE status = 'delivered'),
               count(*) FILTER (WHERE status IN ('failed', 'expired', 'cancelled')),
               0
        FROM deliveries_messagerecord WHERE campaign_id = %s GROUP BY at ORDER BY at""",
}


def clips(campaign: Campaign) -> list[ClipResult]:
    """Each clip of the campaign, the best first."""
    counted: dict[int, dict[str, Any]] = {
        row["material_id"]: row
        for row in CallRecord.objects.filter(campaign_id=campaign.id, outcome="answered", material_id__isnull=False)
        .order_by()
        .values("material_id")
        .annotate(answered=Count("attempt_id"), leads=Count("attempt_id", filter=Q(lead=True)))
    }
    chosen = list(campaign.clips.order_by("order").values_list("material_id", flat=True))
    found = Material.objects.in_bulk([*chosen, *counted])
    told = [_clip(found[key], counted.get(key)) for key in dict.fromkeys([*chosen, *counted]) if key in found]
    return sorted(told, key=lambda clip: -clip.conversion)


def _clip(material: Material, counted: dict[str, Any] | None) -> ClipResult:
    answered, leads = (counted["answered"], counted["leads"]) if counted else (0, 0)
    return ClipResult(material=material, answered=answered, leads=leads, conversion=results.share(leads, answered))
