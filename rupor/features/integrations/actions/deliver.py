"""Makes the requests of one integration that are due, and writes what came of each."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F

from rupor.features.integrations import queries
from rupor.features.integrations.actions.wake import wake
from rupor.features.integrations.models import DeliveryState, Integration, WebhookDelivery
from rupor.features.integrations.rules import filling, retries
from rupor.kit import live
from rupor.providers.webhook.provider import Answer, Request

AT_ONCE = 32
Send = Callable[[Sequence[Request]], list[Answer]]


def deliver(*, integration_id: int, now: datetime, send: Send) -> int:
    """How many were made. Nothing is locked while the other side thinks; a job that dies here makes them again."""
    row = Integration.objects.filter(id=integration_id).first()
    if row is None:
        return 0
    due = WebhookDelivery.objects.filter(integration=row, state=DeliveryState.QUEUED, next_at__lte=now)
    chosen = list(due.order_by("next_at", "id")[:AT_ONCE])
    if not chosen:
        return 0
    built = [_built(row, each, now) for each in chosen]
    answers = [Answer(failure="integration_archived")] * len(chosen) if row.archived_at else send(_plain(built))
    with transaction.atomic():
        for each, request, answer in zip(chosen, built, answers, strict=True):
            _write(each, filling.shown(request), answer, now)
        if len(chosen) == AT_ONCE:
            wake(integrations=[integration_id])
    return len(chosen)


def _built(row: Integration, each: WebhookDelivery, now: datetime) -> filling.Built:
    return filling.build(
        hook=queries.hook(row), variables=each.variables, event=each.event, event_id=str(each.event_id), at=now
    )


def _plain(built: Sequence[filling.Built]) -> list[Request]:
    return [Request(method=each.method, url=each.url, headers=each.headers, body=each.body) for each in built]


def _write(each: WebhookDelivery, request: str, answer: Answer, now: datetime) -> None:
    """A request that somebody else has finished meanwhile is left as it is."""
    done = retries.is_success(answer.code)
    again = (
        None
        if done
        else retries.next_try(attempts=each.attempts + 1, code=answer.code, failure=answer.failure, now=now)
    )
    state = DeliveryState.SENT if done else DeliveryState.QUEUED if again else DeliveryState.FAILED
    same = WebhookDelivery.objects.filter(id=each.id, state=DeliveryState.QUEUED, attempts=each.attempts)
    changed = same.update(
        state=state,
        attempts=F("attempts") + 1,
        code=answer.code,
        failure=answer.failure,
        request=request,
        answer=answer.text[:2000],
        next_at=again or now,
        tried_at=now,
    )
    if changed and state != DeliveryState.QUEUED:
        told = {"type": "webhook", "id": each.id, "call": each.call_id, "state": state.value}
        live.announce(account_id=each.account_id, payload=told)
