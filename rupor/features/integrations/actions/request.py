"""Queues what calls asked to be told to other systems, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from rupor.features.integrations import queries
from rupor.features.integrations.actions.wake import wake
from rupor.features.integrations.models import DeliveryState, Integration, WebhookDelivery
from rupor.features.integrations.rules import variables


class Told(msgspec.Struct, frozen=True):
    """One request a call asked for: what the gateway and the rooms know of it."""

    integration: int
    project: int
    call: int
    n: int
    phone: str
    variables: dict[str, str]


def request(*, asked: Sequence[Told], now: datetime) -> int:
    """How many are new. One whose texts want the end of the call waits for `complete`; foreign integrations and facts
    heard before are left out."""
    known = {row.id: row for row in Integration.objects.filter(id__in={each.integration for each in asked})}
    made = [_made(each, known[each.integration], now) for each in asked if _fits(each, known)]
    heard = WebhookDelivery.objects.filter(call_id__in={each.call_id for each in made})
    before = set(heard.values_list("call_id", "call_n"))
    new = [each for each in made if (each.call_id, each.call_n) not in before]
    WebhookDelivery.objects.bulk_create(new, ignore_conflicts=True)
    wake(integrations={each.integration_id for each in new if each.state == DeliveryState.QUEUED})
    return len(new)


def _fits(each: Told, known: dict[int, Integration]) -> bool:
    return each.integration in known and known[each.integration].project_id == each.project


def _made(each: Told, row: Integration, now: datetime) -> WebhookDelivery:
    waits = variables.waits_for_the_end(queries.hook(row).texts)
    return WebhookDelivery(
        integration=row,
        account_id=row.account_id,
        project_id=row.project_id,
        call_id=each.call,
        call_n=each.n,
        phone=each.phone,
        variables=each.variables,
        state=DeliveryState.WAITING if waits else DeliveryState.QUEUED,
        next_at=now,
        created_at=now,
    )
