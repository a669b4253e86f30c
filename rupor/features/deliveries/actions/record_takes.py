"""Writes which gateway took which attempt. A take by the dispatcher is a recall: the order comes back untouched."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from rupor.features.deliveries.actions import _entries, _service_calls, _write
from rupor.features.deliveries.models import Attempt
from rupor.features.deliveries.rules import settlement
from rupor.features.deliveries.rules.changes import RunChange
from rupor.kit import rows

RECALLER = "dispatcher"
"""How the names of takers begin that take orders out of the gateways' reach."""


@transaction.atomic
def record_takes(
    *, takes: Sequence[tuple[int, str, datetime]], now: datetime, terms_of: _write.TermsOf
) -> dict[int, RunChange]:
    """`takes` are (attempt, taker, when); the increments of the runs whose orders came back."""
    by_gateway = [take for take in takes if not take[1].startswith(RECALLER)]
    locked = Attempt.objects.select_for_update().filter(id__in=[take[0] for take in by_gateway])
    before = locked.filter(state__in=["claimed", "handed_over"]).order_by("id")
    waiting = {number: (purpose, asker) for number, purpose, asker in before.values_list("id", "purpose", "asker_id")}
    rows.update(
        "deliveries_attempt",
        key="id",
        columns={"state": "text", "gateway": "text", "taken_at": "timestamptz"},
        values=[(attempt, "taken", gateway, at) for attempt, gateway, at in by_gateway if attempt in waiting],
    )
    _service_calls.tell_taken(waiting)
    entries = _entries.load({take[0] for take in takes if take[1].startswith(RECALLER)})
    for entry in entries.values():
        _recall(entry)
    terms = terms_of({entry.run for entry in entries.values() if entry.run is not None})
    return _write.write(entries=list(entries.values()), terms=terms, now=now)


def _recall(entry: _entries.Entry) -> None:
    if entry.case.is_open and entry.target is None:
        settlement.expire(entry.case)
    else:
        settlement.give_back(entry.case)
