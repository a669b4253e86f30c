"""How numbers are shown."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from rupor.features.accounts.guards import Member
from rupor.features.numbers import queries
from rupor.features.numbers.models import PhoneNumber
from rupor.features.numbers.rules import health, kinds
from rupor.kit import clock

_PLAIN = (
    *("id", "kind", "line_type", "operator", "country", "region", "fee", "state", "calls_count"),
    *("busy_since", "created_at", "rest_reason"),
)


def items(numbers: Iterable[PhoneNumber], *, member: Member) -> list[dict[str, Any]]:
    """Rows of a list."""
    return [item(number, member=member) for number in numbers]


def item(number: PhoneNumber, *, member: Member) -> dict[str, Any]:
    """Digits of what may be rented are whole only for those who run the installation."""
    masked = number.account_id is None and number.kind == "shared" and number.fee > 0 and not member.user.is_staff
    return {
        **{name: getattr(number, name) for name in _PLAIN},
        "phone": kinds.masked(number.phone) if masked else number.phone,
        "masked": masked,
        "own": number.account_id is not None,
        "resting": number.resting_until is not None and number.resting_until > clock.now(),
    }


def card(number: PhoneNumber, *, member: Member, now: datetime) -> dict[str, Any]:
    """One number whole; campaigns of other accounts are not told."""
    mine = [each for each in queries.bindings_of(number_id=number.id) if each.account_id == member.account.id]
    names = ("confirmed_at", "resting_until", "daily_ceiling", "hourly_ceiling", "minute_ceiling")
    return {
        **item(number, member=member),
        **{name: getattr(number, name) for name in names},
        "bindings": [
            {"campaign": each.campaign_id, "since": each.since, "released_at": each.released_at, "reason": each.reason}
            for each in mine
        ],
        "health": _health(number.id, now),
        "callback": {
            "flow": number.callback_flow_id,
            "clip": number.callback_clip_id,
            "forward_to": number.callback_phone,
        },
    }


def _health(number_id: int, now: datetime) -> dict[str, Any]:
    nothing = (health.Share(), health.Share())
    recent, past = queries.shares(now=now, number_id=number_id).get(number_id, nothing)
    hours = queries.hours_of(number_id=number_id, now=now)
    return {
        "recent_calls": recent.calls,
        "recent_percent": recent.percent,
        "past_calls": past.calls,
        "past_percent": past.percent,
        "hours": [
            {"hour": each.hour, "carrier": each.carrier, "calls": each.calls, "answered": each.answered}
            for each in hours
        ],
    }
