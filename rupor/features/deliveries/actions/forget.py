"""Ends the hope for delivery reports and removes reports that never found their message."""

from datetime import datetime, timedelta

from rupor.features.deliveries.models import MessagePart, MessageRecord, MessageStatus

SENT_AFTER = timedelta(hours=72)
STRAY_AFTER = timedelta(days=7)


def forget(*, now: datetime) -> int:
    """How many messages are `unknown` from now on; a report that comes even later still gives them their end."""
    MessagePart.objects.filter(attempt__isnull=True, created_at__lt=now - STRAY_AFTER).delete()
    waiting = MessageRecord.objects.filter(status=MessageStatus.SENT, sent_at__lt=now - SENT_AFTER)
    return waiting.update(status=MessageStatus.UNKNOWN, status_at=now)
