"""Lets requests go that waited for the end of their call."""

from collections.abc import Mapping
from datetime import datetime

from rupor.features.integrations.actions.wake import wake
from rupor.features.integrations.models import DeliveryState, WebhookDelivery


def complete(*, ended: Mapping[int, Mapping[str, str]], now: datetime) -> int:
    """`ended` tells what is known now of each call; how many requests go. Called again it finds nobody waiting."""
    waiting = WebhookDelivery.objects.select_for_update().filter(call_id__in=list(ended), state=DeliveryState.WAITING)
    rows = list(waiting.order_by("id"))
    for row in rows:
        row.variables = {**row.variables, **ended[row.call_id or 0]}
        row.state, row.next_at = DeliveryState.QUEUED, now
    WebhookDelivery.objects.bulk_update(rows, ["variables", "state", "next_at"])
    wake(integrations={row.integration_id for row in rows})
    return len(rows)
