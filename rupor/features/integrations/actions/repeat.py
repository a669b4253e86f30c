"""Makes a request again by hand, under the same event's number."""

from datetime import datetime

from django.db import transaction

from rupor.features.integrations.actions.wake import wake
from rupor.features.integrations.models import DeliveryState, WebhookDelivery
from rupor.kit import errors


@transaction.atomic
def repeat(*, delivery: WebhookDelivery, now: datetime) -> WebhookDelivery:
    """Queued with all its tries before it; one that has not ended yet cannot be repeated."""
    locked = WebhookDelivery.objects.select_for_update().select_related("integration").get(id=delivery.id)
    if locked.state not in (DeliveryState.SENT, DeliveryState.FAILED):
        raise errors.Conflict("webhook_delivery_under_way")
    if locked.integration.archived_at is not None:
        raise errors.Conflict("integration_archived")
    locked.state, locked.attempts, locked.next_at = DeliveryState.QUEUED, 0, now
    locked.save(update_fields=["state", "attempts", "next_at"])
    wake(integrations=[locked.integration_id])
    return locked
