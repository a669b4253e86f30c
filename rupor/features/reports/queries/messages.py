"""Messages of a campaign or of the whole project, with the filters of «Детализация»."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from rupor.features.campaigns.models import Campaign
from rupor.features.deliveries.models import MessageRecord
from rupor.features.projects.models import Project


@dataclass(frozen=True)
class MessageFilter:
    """Which messages; an empty field does not filter."""

    since: datetime | None = None
    until: datetime | None = None
    type: str = ""
    text: str = ""
    phone: str = ""
    status: str = ""


def messages(*, project: Project, campaign: Campaign | None = None) -> QuerySet[MessageRecord]:
    """Messages, newest first."""
    found = MessageRecord.objects.filter(account=project.account_id, project_id=project.id)
    if campaign is not None:
        found = MessageRecord.objects.filter(campaign_id=campaign.id)
    return found.order_by("-attempt_id")


def filtered(found: QuerySet[MessageRecord], *, given: MessageFilter) -> QuerySet[MessageRecord]:
    """Those that pass the filter."""
    wanted = Q()
    if given.since:
        wanted &= Q(created_at__gte=given.since)
    if given.until:
        wanted &= Q(created_at__lt=given.until)
    if given.type:
        wanted &= Q(type=given.type)
    if given.text:
        wanted &= Q(text__icontains=given.text)
    if given.phone:
        wanted &= Q(phone__contains=given.phone)
    if given.status:
        wanted &= Q(status=given.status)
    return found.filter(wanted)
