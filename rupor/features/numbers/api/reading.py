"""Lists of numbers and the card of one."""

from typing import Any

from ninja import Query

from rupor.features.accounts import guards
from rupor.features.accounts.guards import MemberRequest
from rupor.features.accounts.rules import Right
from rupor.features.numbers import queries
from rupor.features.numbers.api import shown
from rupor.features.numbers.api.door import account_router
from rupor.features.numbers.schemas import NumberCard, NumberItem, NumbersQuery
from rupor.kit import clock, pagination
from rupor.kit.pagination import Page


@account_router.get("/numbers", response=Page[NumberItem], auth=guards.signed_in(Right.READ))
def list_numbers(request: MemberRequest, query: Query[NumbersQuery]) -> dict[str, Any]:
    """The account's own numbers (`own`) and the installation's pool, newest first."""
    account = request.auth.account
    everything = queries.numbers(account=account)
    found = queries.numbers(account=account, search=query.search, kind=query.kind, state=query.state)
    if query.own:
        everything, found = everything.filter(account=account), found.filter(account=account)
    return pagination.page(
        found, query=query, total=everything.count(), shown=lambda rows: shown.items(rows, member=request.auth)
    )


@account_router.get("/numbers/{int:number}", response=NumberCard, auth=guards.signed_in(Right.READ))
def number_card(request: MemberRequest, number: int) -> dict[str, Any]:
    """One number: campaigns of the account that held it, answers by hour and carrier, what callbacks hear."""
    found = queries.seen_number(account=request.auth.account, number_id=number)
    return shown.card(found, member=request.auth, now=clock.now())
