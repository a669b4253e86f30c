"""Calls of a campaign or of the whole project, with the filters of «Детализация»."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Q, QuerySet

from rupor.features.campaigns.models import Campaign
from rupor.features.deliveries.models import CallRecord
from rupor.features.projects.models import Project
from rupor.kit import errors

RESULTS: dict[str, Q] = {
    "lead": Q(lead=True),
    "stop": Q(stop_listed=True),
    "machine": Q(machine=True),
    **{each: Q(answered_by=each) for each in ("person", "assistant", "announcement", "silence")},
    "transferred": ~Q(transferred_to=""),
    "ok": Q(outcome="answered"),
    "failed": ~Q(outcome__in=["answered", "unknown"]),
}
STATUSES: dict[str, Q] = {"ok": RESULTS["ok"], "failed": RESULTS["failed"], "unknown": Q(outcome="unknown")}


@dataclass(frozen=True)
class CallFilter:
    """Which calls. Several results mean any of them; an empty field does not filter."""

    since: datetime | None = None
    until: datetime | None = None
    phone: str = ""
    direction: str = ""
    results: Collection[str] = field(default_factory=tuple)
    status: str = ""
    campaign_name: str = ""


def calls(*, project: Project, campaign: Campaign | None = None) -> QuerySet[CallRecord]:
    """Calls, newest first; each knows the number of its attempt."""
    found = CallRecord.objects.filter(account=project.account_id, project_id=project.id)
    if campaign is not None:
        found = CallRecord.objects.filter(campaign_id=campaign.id)
    return found.order_by("-attempt_id").annotate(attempt_number=F("attempt__number"))


def filtered(found: QuerySet[CallRecord], *, project: Project, given: CallFilter) -> QuerySet[CallRecord]:
    """Those that pass the filter."""
    wanted = Q()
    if given.since:
        wanted &= Q(started_at__gte=given.since)
    if given.until:
        wanted &= Q(started_at__lt=given.until)
    if given.phone:
        wanted &= Q(phone__contains=given.phone)
    if given.direction:
        wanted &= Q(direction=given.direction)
    if given.status:
        wanted &= STATUSES[given.status]
    if given.campaign_name:
        named = Campaign.objects.filter(project=project, name__icontains=given.campaign_name)
        wanted &= Q(campaign_id__in=list(named.values_list("id", flat=True)))
    results = Q()
    for name in given.results:
        results |= RESULTS[name]
    return found.filter(wanted & results)


def call(*, project: Project, call_id: int) -> CallRecord:
    """One call of the project; a foreign one does not exist."""
    found = calls(project=project).filter(attempt_id=call_id).first()
    if found is None:
        raise errors.NotFound("call_not_found")
    return found


def campaign_names(*, ids: Collection[int | None]) -> dict[int, str]:
    """Names for the rows of a page."""
    wanted = {campaign_id for campaign_id in ids if campaign_id is not None}
    return dict(Campaign.objects.filter(id__in=wanted).values_list("id", "name"))
