"""Integrations of a project and the journal of what they told."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import QuerySet
from django.utils import translation

from rupor.features.contacts import queries as contacts
from rupor.features.integrations.models import Integration, WebhookDelivery
from rupor.features.integrations.rules import checks
from rupor.features.integrations.rules.filling import Hook
from rupor.features.projects.models import Project
from rupor.kit import errors, messages


def integrations(*, project: Project, archived: bool = False) -> QuerySet[Integration]:
    """Newest first."""
    return Integration.objects.filter(project=project, archived_at__isnull=not archived).order_by("-id")


def integration(*, project: Project, integration_id: int) -> Integration:
    """One of the project, or NotFound."""
    found = Integration.objects.filter(project=project, id=integration_id).first()
    if found is None:
        raise errors.NotFound("integration_not_found")
    return found


def active(*, project: Project) -> dict[int, bool]:
    """Known integrations of the project: id → whether a flow may use it now."""
    listed = Integration.objects.filter(project=project).values_list("id", "archived_at")
    return {number: archived_at is None for number, archived_at in listed}


def hook(row: Integration) -> Hook:
    """The row as the rules know it."""
    return Hook(
        method=row.method,
        url=row.url,
        body_type=row.body_type,
        login=row.login,
        password=row.password,
        headers=[(each["name"], each["value"]) for each in row.headers],
        params=[(each["name"], each["value"]) for each in row.params],
        body=row.body if row.method == "POST" and row.body_type == "json" else "",
        secret=row.secret,
    )


def warnings(*, row: Integration) -> list[str]:
    """What is odd about it, in the reader's language."""
    own = contacts.field_names(project=row.project).values()
    language = translation.get_language() or "ru"
    found = checks.warnings(hook=hook(row), fields=set(own))
    return [messages.text(code, language=language, name=name) for code, name in found]


def journal(*, row: Integration, state: str = "", phone: str = "") -> QuerySet[WebhookDelivery]:
    """Its deliveries, newest first."""
    found = WebhookDelivery.objects.filter(integration=row).order_by("-id")
    if state:
        found = found.filter(state=state)
    return found.filter(phone__contains=phone) if phone else found


def delivery(*, row: Integration, delivery_id: int) -> WebhookDelivery:
    """One request of the integration, or NotFound."""
    found = WebhookDelivery.objects.filter(integration=row, id=delivery_id).first()
    if found is None:
        raise errors.NotFound("webhook_delivery_not_found")
    return found


def of_calls(*, calls: Collection[int]) -> dict[int, list[WebhookDelivery]]:
    """What was told about each of these calls, in the order it was asked for."""
    found: dict[int, list[WebhookDelivery]] = {}
    listed = WebhookDelivery.objects.filter(call_id__in=list(calls)).select_related("integration")
    for each in listed.order_by("id"):
        found.setdefault(each.call_id or 0, []).append(each)
    return found


def due(*, now: datetime) -> list[int]:
    """Integrations that have something to tell now."""
    waiting = WebhookDelivery.objects.filter(state="queued", next_at__lte=now)
    return sorted(set(waiting.values_list("integration_id", flat=True)))
