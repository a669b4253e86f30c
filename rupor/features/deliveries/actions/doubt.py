"""Gives up on attempts whose gateway was lost after it took them: nobody knows, nobody pays, nobody is tried again."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from rupor.features.deliveries.actions import _entries, _write
from rupor.features.deliveries.models import Attempt, AttemptState
from rupor.features.deliveries.rules import settlement
from rupor.features.deliveries.rules.changes import RunChange


@transaction.atomic
def doubt(
    *, gateways: Sequence[str], overdue_before: datetime, now: datetime, terms_of: _write.TermsOf, limit: int = 500
) -> tuple[int, dict[int, RunChange]]:
    """Attempts of these silent gateways and any overdue by far; how many, and the runs' increments."""
    lost = Q(gateway__in=list(gateways)) | Q(not_after__lt=overdue_before)
    taken = Attempt.objects.filter(lost, state=AttemptState.TAKEN).order_by("id")
    entries = _entries.load(list(taken.values_list("id", flat=True)[:limit]))
    for entry in entries.values():
        settlement.doubt(entry.case)
    terms = terms_of({entry.run for entry in entries.values() if entry.run is not None})
    return len(entries), _write.write(entries=list(entries.values()), terms=terms, now=now)
