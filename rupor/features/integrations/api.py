"""The doors of the room `integrations`."""

from functools import partial
from typing import Any

from django.utils import translation
from ninja import Query, Router, Status

from rupor import settings
from rupor.features.accounts.rules import Right
from rupor.features.integrations import queries, schemas
from rupor.features.integrations.actions import archive, create, edit, repeat, restore, try_out
from rupor.features.integrations.models import DeliveryState, Integration, WebhookDelivery
from rupor.features.projects.guards import ProjectRequest, in_project
from rupor.kit import clock, messages
from rupor.kit.pagination import Page, page
from rupor.providers.webhook import provider

router = Router(tags=["integrations"])
READ, EDIT = in_project(Right.READ), in_project(Right.EDIT)


@router.get("/integrations", response=Page[schemas.IntegrationItem], auth=READ)
def integrations(request: ProjectRequest, query: Query[schemas.IntegrationsQuery]) -> dict[str, Any]:
    """Webhooks of the project, newest first."""
    return page(queries.integrations(project=request.auth.project, archived=query.archived), query=query)


@router.post("/integrations", response={201: schemas.IntegrationOut}, auth=EDIT)
def create_integration(request: ProjectRequest, given: schemas.IntegrationIn) -> Status[Any]:
    """Makes a webhook."""
    made = create.create(project=request.auth.project, values=given.dict())
    return Status(201, _shown(request, made))


@router.get("/integrations/{int:integration_id}", response=schemas.IntegrationOut, auth=READ)
def integration(request: ProjectRequest, integration_id: int) -> dict[str, Any]:
    """One webhook with its settings."""
    return _shown(request, _one(request, integration_id))


@router.put("/integrations/{int:integration_id}", response=schemas.IntegrationOut, auth=EDIT)
def change_integration(request: ProjectRequest, integration_id: int, given: schemas.IntegrationIn) -> dict[str, Any]:
    """Changes a webhook."""
    return _shown(request, edit.edit(integration=_one(request, integration_id), values=given.dict()))


@router.post("/integrations/{int:integration_id}/archive", response=schemas.IntegrationOut, auth=EDIT)
def put_away(request: ProjectRequest, integration_id: int) -> dict[str, Any]:
    """Archives a webhook: nothing more is told to it."""
    return _shown(request, archive.archive(integration=_one(request, integration_id)))


@router.post("/integrations/{int:integration_id}/restore", response=schemas.IntegrationOut, auth=EDIT)
def bring_back(request: ProjectRequest, integration_id: int) -> dict[str, Any]:
    """Restores a webhook."""
    return _shown(request, restore.restore(integration=_one(request, integration_id)))


@router.post("/integrations/{int:integration_id}/test", response=schemas.DeliveryItem, auth=EDIT)
def test(request: ProjectRequest, integration_id: int) -> dict[str, Any]:
    """Makes one request now with values made up, and tells the answer; it takes ten seconds at most."""
    send = partial(provider.send, private_allowed=settings.load().webhook_private_addresses)
    row = _one(request, integration_id)
    return _told(try_out.try_out(integration=row, now=clock.now(), send=send))


@router.get("/integrations/{int:integration_id}/deliveries", response=Page[schemas.DeliveryItem], auth=READ)
def deliveries(request: ProjectRequest, integration_id: int, query: Query[schemas.DeliveriesQuery]) -> dict[str, Any]:
    """The journal of its requests, newest first."""
    row = _one(request, integration_id)
    everything = queries.journal(row=row)
    found = queries.journal(row=row, state=query.state, phone=query.phone)
    return page(found, query=query, total=everything.count(), shown=lambda rows: map(_told, rows))


@router.post(
    "/integrations/{int:integration_id}/deliveries/{int:delivery_id}/repeat", response=schemas.DeliveryItem, auth=EDIT
)
def repeat_delivery(request: ProjectRequest, integration_id: int, delivery_id: int) -> dict[str, Any]:
    """Makes a request again, under the same event's number."""
    found = queries.delivery(row=_one(request, integration_id), delivery_id=delivery_id)
    return _told(repeat.repeat(delivery=found, now=clock.now()))


def _one(request: ProjectRequest, integration_id: int) -> Integration:
    return queries.integration(project=request.auth.project, integration_id=integration_id)


def _shown(request: ProjectRequest, row: Integration) -> dict[str, Any]:
    names = (
        "id",
        "name",
        "method",
        "url",
        "archived_at",
        "created_at",
        "body_type",
        "login",
        "headers",
        "params",
        "body",
    )
    return {
        **{name: getattr(row, name) for name in names},
        "has_password": bool(row.password),
        "secret": row.secret if request.auth.may(Right.EDIT) else None,
        "warnings": queries.warnings(row=row),
    }


def _told(row: WebhookDelivery) -> dict[str, Any]:
    language = translation.get_language() or "ru"
    names = ("id", "created_at", "tried_at", "event", "phone", "state", "attempts", "code", "request", "answer")
    failure = messages.text(f"webhook_failure_{row.failure}", language=language) if row.failure else ""
    return {
        **{name: getattr(row, name) for name in names},
        "event_id": str(row.event_id),
        "call": row.call_id,
        "next_at": row.next_at if row.state == DeliveryState.QUEUED else None,
        "failure": failure,
    }
