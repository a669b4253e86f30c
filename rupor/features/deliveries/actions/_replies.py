"""What people wrote back. A wish to be left alone is granted at once."""

from collections.abc import Sequence

from django.db import connection

from rupor.engine.ports import Event
from rupor.features.contacts.models import StopEntry, StopSource
from rupor.features.deliveries.models import Reply
from rupor.features.deliveries.rules.settlement import is_opt_out

_LAST_MESSAGES = """
SELECT DISTINCT ON (phone) phone, account_id, campaign_id FROM deliveries_messagerecord
WHERE phone = ANY(%s) ORDER BY phone, attempt_id DESC
"""


def record(*, replies: Sequence[Event]) -> None:
    """Each reply once, tied to the last message the person was sent."""
    if not replies:
        return
    with connection.cursor() as cursor:
        cursor.execute(_LAST_MESSAGES, [sorted({event.phone for event in replies})])
        known = {phone: (account, campaign) for phone, account, campaign in cursor.fetchall()}
    found = [(event, *known.get(event.phone, (None, None))) for event in replies]
    Reply.objects.bulk_create(
        [
            Reply(
                account_id=account,
                phone=event.phone,
                to=event.sender[:20],
                text=event.text,
                campaign_id=campaign,
                received_at=event.at,
            )
            for event, account, campaign in found
        ],
        ignore_conflicts=True,
    )
    StopEntry.objects.bulk_create(
        [
            StopEntry(account_id=account, phone=event.phone, source=StopSource.SMS_REPLY, campaign_id=campaign)
            for event, account, campaign in found
            if account is not None and is_opt_out(event.text)
        ],
        ignore_conflicts=True,
    )
