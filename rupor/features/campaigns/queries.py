"""What is read of campaigns: lists, figures, callers, and what the dispatcher has to do."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from random import SystemRandom

import msgspec
from django.db.models import Count, Prefetch, Q, QuerySet, Sum

from rupor.engine.dialing.callers import Caller
from rupor.engine.ports import CallOrder, SmsOrder
from rupor.features.campaigns.models import Campaign, CampaignMaterial, CampaignRun, CampaignState
from rupor.features.campaigns.rules import figures, limits
from rupor.features.contacts.models import Audience, AudienceKind, AudienceMember
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.deliveries.rules.terms import Terms
from rupor.features.numbers import queries as number_queries
from rupor.kit import clock, errors

_chance = SystemRandom()
COUNTERS = ("total", "stop_listed", "invalid", "cancelled", "answered", "unanswered", "unknown", "leads")


def campaigns(*, project_id: int, archived: bool = False) -> QuerySet[Campaign]:
    """The project's campaigns, newest first."""
    found = Campaign.objects.filter(project_id=project_id, deleted_at__isnull=True, archived_at__isnull=not archived)
    clips = Prefetch("clips", CampaignMaterial.objects.select_related("material").order_by("order"))
    return found.select_related("flow").prefetch_related(clips).order_by("-id")


def campaign(*, project_id: int, campaign_id: int) -> Campaign:
    """One campaign of the project."""
    found = Campaign.objects.filter(project_id=project_id, id=campaign_id, deleted_at__isnull=True).first()
    if found is None:
        raise errors.NotFound("campaign_not_found")
    return found


@dataclass(frozen=True)
class Progress:
    """A campaign's figures: the size of its last full pass, and what all passes cost."""

    size: figures.Size
    cost: Decimal
    leads: int
    speed_now: int


def progress(campaign_ids: Collection[int], *, now: datetime | None = None) -> dict[int, Progress]:
    """By campaign; one look at the runs for them all."""
    runs = list(CampaignRun.objects.filter(campaign_id__in=campaign_ids).order_by("campaign_id", "index"))
    minute = delivery_queries.started_since(
        runs=[run.id for run in runs if run.finished_at is None], since=(now or clock.now()) - timedelta(minutes=1)
    )
    grouped: dict[int, list[CampaignRun]] = {number: [] for number in campaign_ids}
    for run in runs:
        grouped[run.campaign_id].append(run)
    return {number: _progress(of_campaign, minute) for number, of_campaign in grouped.items()}


def _progress(runs: list[CampaignRun], minute: Mapping[int, int]) -> Progress:
    size = figures.size(_added_up(runs))
    return Progress(
        size=size,
        cost=sum((run.cost for run in runs), Decimal(0)),
        leads=sum(run.leads for run in runs),
        speed_now=sum(minute.get(run.id, 0) for run in runs) * 60,
    )


def _added_up(runs: list[CampaignRun]) -> dict[str, int]:
    """The last pass from the beginning, with what its repeats for the unanswered have changed."""
    start = max((place for place, run in enumerate(runs) if run.kind == "initial"), default=0)
    counters = dict.fromkeys(COUNTERS, 0)
    for run in runs[start:]:
        for name in COUNTERS:
            counters[name] += getattr(run, name)
        if run.kind != "initial":
            counters["unanswered"] -= run.replaced_unanswered
            counters["cancelled"] -= run.total - run.replaced_unanswered
            counters["total"] -= run.total
    return counters


def contacts_count(campaign: Campaign) -> int:
    """Different people in the chosen audiences."""
    audiences = list(campaign.audiences.values_list("id", flat=True))
    members = AudienceMember.objects.filter(audience_id__in=audiences)
    if len(audiences) > 1:
        return members.aggregate(count=Count("contact_id", distinct=True))["count"] or 0
    return members.count()


def stop_audience_ids(*, account_id: int, chosen: Iterable[int]) -> list[int]:
    """The chosen stop-lists and those that hold for the whole account."""
    everywhere = Q(account_id=account_id, is_global_stop=True)
    found = Audience.objects.filter(everywhere | Q(id__in=list(chosen)), kind=AudienceKind.STOP)
    return list(found.values_list("id", flat=True))


def callers_of(campaign: Campaign) -> list[str]:
    """Phones that may be shown to the called now."""
    return callers(
        account_id=campaign.account_id,
        routing=campaign.routing,
        numbers=list(campaign.numbers.values_list("id", flat=True)),
        now=clock.now(),
    )


def callers(*, account_id: int, routing: str, numbers: Collection[int], now: datetime) -> list[str]:
    """Own numbers as chosen (all of the account's when none is), or the installation's pool."""
    found = number_queries.callers(
        account_id=account_id, routing=routing, chosen=numbers, pool=routing in limits.POOL_ROUTINGS, now=now
    )
    return list(found.values_list("phone", flat=True))


def carousel(*, campaign: Campaign, terms: Terms, now: datetime) -> list[Caller]:
    """What the run may call from at this moment, with what each number has carried and may still carry."""
    found = list(
        number_queries.callers(
            account_id=terms.account,
            routing=terms.routing,
            chosen=terms.numbers,
            pool=terms.routing in limits.POOL_ROUTINGS,
            now=now,
        )
    )
    if terms.routing in limits.POOL_ROUTINGS:
        found = number_queries.share(
            found=found, campaign_id=campaign.id, speed_per_hour=campaign.speed_per_hour, luck=_chance.random
        )
    return number_queries.carousel(found=found, now=now)


def terms_of(runs: Collection[int]) -> dict[int, Terms]:
    """The frozen terms of runs."""
    found = CampaignRun.objects.filter(id__in=list(runs)).values_list("id", "snapshot")
    return {number: msgspec.convert(snapshot, Terms) for number, snapshot in found}


@dataclass(frozen=True)
class Due:
    """A run that the dispatcher works on."""

    run: int
    campaign: int
    channel: str
    state: str
    speed_per_hour: int


def at_work() -> list[Due]:
    """Queued and running campaigns with their current run, in the order of their making."""
    found = CampaignRun.objects.filter(
        campaign__state__in=[CampaignState.QUEUED, CampaignState.RUNNING],
        campaign__deleted_at__isnull=True,
        planned_at__isnull=False,
        finished_at__isnull=True,
    )
    names = ("id", "campaign_id", "campaign__channel", "campaign__state", "campaign__speed_per_hour")
    return [Due(*row) for row in found.order_by("id").values_list(*names)]


def campaigns_of(*, runs: Collection[int]) -> list[int]:
    """The campaigns of runs."""
    return list(CampaignRun.objects.filter(id__in=list(runs)).values_list("campaign_id", flat=True).distinct())


def unpublished_orders(*, claimed_before: datetime) -> list[CallOrder | SmsOrder]:
    """Orders of claims that a crash left between the database and the bus, made anew."""
    attempts = delivery_queries.unpublished(claimed_before=claimed_before)
    terms = terms_of({attempt.run_id for attempt in attempts if attempt.run_id is not None})
    return delivery_queries.orders_of(attempts=attempts, terms=terms)


def waiting_of_standing() -> list[int]:
    """Attempts on their way down whose campaign does not run any more."""
    standing = Q(campaign__state__in=[CampaignState.PAUSED, CampaignState.STOPPED]) | Q(
        campaign__deleted_at__isnull=False
    )
    runs = CampaignRun.objects.filter(standing, finished_at__isnull=True).values_list("id", flat=True)
    return delivery_queries.waiting_of_runs(runs=list(runs)) if runs else []


def current_run(campaign: Campaign) -> CampaignRun | None:
    """The pass under way."""
    return campaign.runs.filter(finished_at__isnull=True).order_by("-index").first()


def spent(campaign_id: int) -> tuple[int, Decimal, Decimal]:
    """Leads, cost and money held by all passes of the campaign."""
    sums = CampaignRun.objects.filter(campaign_id=campaign_id).aggregate(
        leads=Sum("leads"), cost=Sum("cost"), held=Sum("held")
    )
    return sums["leads"] or 0, sums["cost"] or Decimal(0), sums["held"] or Decimal(0)
