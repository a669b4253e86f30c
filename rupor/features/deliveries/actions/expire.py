"""Ends the wait for reports that never came."""

from datetime import datetime

from django.db import transaction

from rupor.features.deliveries.actions import _entries, _write
from rupor.features.deliveries.models import Attempt, AttemptState
from rupor.features.deliveries.rules import settlement
from rupor.features.deliveries.rules.changes import RunChange


@transaction.atomic
def expire(
    *, sent_before: datetime, now: datetime, terms_of: _write.TermsOf, limit: int = 2000
) -> tuple[int, dict[int, RunChange]]:
    """A person whose report is late becomes `unknown` for the campaign; the message stays «sent» until `forget`."""
    waiting = Attempt.objects.filter(state=AttemptState.SENT, channel="sms", claimed_at__lt=sent_before).order_by("id")
    entries = _entries.load(list(waiting.values_list("id", flat=True)[:limit]))
    for entry in entries.values():
        settlement.stop_waiting(entry.case)
    terms = terms_of({entry.run for entry in entries.values() if entry.run is not None})
    return len(entries), _write.write(entries=list(entries.values()), terms=terms, now=now)
