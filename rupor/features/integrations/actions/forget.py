"""Clears the journal of what is long past."""

from datetime import datetime, timedelta

from rupor.features.integrations.models import DeliveryState, WebhookDelivery

KEPT = timedelta(days=90)


def forget(*, now: datetime) -> int:
    """How many ended requests were older than the journal keeps."""
    ended = WebhookDelivery.objects.filter(state__in=[DeliveryState.SENT, DeliveryState.FAILED])
    count, _ = ended.filter(created_at__lt=now - KEPT).delete()
    return count
