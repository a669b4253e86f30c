"""The doors of confirmations, at the account's level."""

from typing import Any

from django.utils import translation
from ninja import Router

from rupor.features.accounts import guards
from rupor.features.accounts.guards import MemberRequest
from rupor.features.accounts.rules import Right
from rupor.features.confirmations import queries, rules
from rupor.features.confirmations.actions import add_personal, call
from rupor.features.confirmations.models import CallerIdVerification
from rupor.features.confirmations.schemas import ConfirmationOut, PersonalIn
from rupor.features.numbers import queries as number_queries
from rupor.kit import clock

account_router = Router(tags=["confirmations"])


@account_router.post("/numbers/personal", response=ConfirmationOut, auth=guards.signed_in(Right.SPEND))
def add_own_number(request: MemberRequest, order: PersonalIn) -> dict[str, Any]:
    """«Создать исходящий номер»: a robot calls it within a minute, the person presses 1 (TEL-012)."""
    begun = add_personal.add_personal(
        account=request.auth.account, written=order.phone, language=_language(), now=clock.now()
    )
    return _shown(begun)


@account_router.post("/numbers/{int:number}/confirmation", response=ConfirmationOut, auth=guards.signed_in(Right.SPEND))
def call_again(request: MemberRequest, number: int) -> dict[str, Any]:
    """Calls an awaiting number once more; at most three times an hour."""
    account = request.auth.account
    found = number_queries.number(account=account, number_id=number, pool_too=False)
    return _shown(call.call(number=found, account_id=account.id, language=_language(), now=clock.now()))


@account_router.get("/numbers/{int:number}/confirmation", response=ConfirmationOut, auth=guards.signed_in(Right.READ))
def confirmation(request: MemberRequest, number: int) -> dict[str, Any]:
    """How the latest call to the number goes."""
    return _shown(queries.last(account=request.auth.account, number_id=number))


def _language() -> str:
    return (translation.get_language() or "ru")[:2]


def _shown(found: CallerIdVerification) -> dict[str, Any]:
    now = clock.now()
    state, reason = rules.shown(state=found.state, reason=found.reason, expires_at=found.expires_at, now=now)
    made = queries.calls_in_hour(number_id=found.number_id, now=now)
    return {
        "number": found.number_id,
        "phone": found.number.phone,
        "state": state,
        "reason": reason,
        "created_at": found.created_at,
        "calls_left": max(0, rules.MOST_AN_HOUR - made),
    }
