"""Writes down what the gateways told of their trunks."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from rupor.engine.trunks import TrunkState
from rupor.features.trunks.models import TrunkReport

FORGOTTEN = timedelta(minutes=10)


@transaction.atomic
def note_states(*, told: Mapping[str, Sequence[TrunkState]], now: datetime) -> None:
    """`told` maps gateways to the states of their trunks; what was not told for long is forgotten."""
    TrunkReport.objects.filter(heard_at__lt=now - FORGOTTEN).delete()
    TrunkReport.objects.bulk_create(
        [_report(state, gateway=gateway, now=now) for gateway, states in told.items() for state in states],
        update_conflicts=True,
        unique_fields=["trunk", "gateway"],
        update_fields=["reachable", "registered", "calls", "answer", "why", "heard_at"],
    )


def _report(state: TrunkState, *, gateway: str, now: datetime) -> TrunkReport:
    return TrunkReport(
        trunk=state.name,
        gateway=gateway,
        reachable=state.reachable,
        registered=state.registered,
        calls=state.calls,
        answer=state.answer[:300],
        why=state.why[:300],
        heard_at=now,
    )
