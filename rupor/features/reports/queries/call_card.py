"""Everything beside a call's own row: keys, words, clips, operators, and what it asked of other rooms."""

from typing import Any

from rupor.features.deliveries.models import CallRecord, MessageRecord, OperatorLeg
from rupor.features.followups import queries as follow_ups
from rupor.features.integrations import queries as integrations
from rupor.features.materials.models import Material


def beside(record: CallRecord) -> dict[str, Any]:
    """The parts of the card that a list does not show."""
    call = record.attempt_id
    return {
        "transfer_cost": record.transfer_cost,
        "keys": record.keys,
        "heard": record.heard,
        "listened": _listened(record),
        "operators": list(OperatorLeg.objects.filter(call_id=call).order_by("attempt_id")),
        "webhooks": [
            {
                "id": each.id,
                "integration": each.integration_id,
                "name": each.integration.name,
                "state": each.state,
                "code": each.code,
                "attempts": each.attempts,
                "at": each.tried_at or each.created_at,
            }
            for each in integrations.of_calls(calls=[call]).get(call, [])
        ],
        "follow_ups": follow_ups.of_calls(calls=[call]).get(call, []),
        "messages": [
            {"id": each.attempt_id, "text": each.text, "status": each.status, "cost": each.cost}
            for each in MessageRecord.objects.filter(attempt__origin_id=call).order_by("attempt_id")
        ],
    }


def _listened(record: CallRecord) -> list[dict[str, Any]]:
    numbers = {int(key): percent for key, percent in record.listened.items() if str(key).isdecimal()}
    names = dict(Material.objects.filter(id__in=numbers).values_list("id", "name"))
    return [{"id": key, "name": names.get(key, ""), "percent": percent} for key, percent in sorted(numbers.items())]
