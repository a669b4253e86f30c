"""The doors of numbers, at the account's level."""

from typing import Any

from ninja import Query, Router

from rupor.features.accounts import guards
from rupor.features.accounts.guards import MemberRequest
from rupor.features.accounts.rules import Right
from rupor.features.numbers import queries
from rupor.features.numbers.actions import add_numbers, block, unblock
from rupor.features.numbers.models import PhoneNumber
from rupor.features.numbers.schemas import AddedNumbers, NewNumbers, NumberItem, NumbersQuery
from rupor.kit import pagination
from rupor.kit.pagination import Page

account_router = Router(tags=["numbers"])


@account_router.get("/numbers", response=Page[NumberItem], auth=guards.signed_in(Right.READ))
def list_numbers(request: MemberRequest, query: Query[NumbersQuery]) -> dict[str, Any]:
    """The account's own numbers and the installation's pool, newest first."""
    account = request.auth.account
    everything = queries.numbers(account=account)
    found = queries.numbers(account=account, search=query.search, kind=query.kind, state=query.state)
    return pagination.page(found, query=query, total=everything.count())


@account_router.post("/numbers", response=AddedNumbers, auth=guards.signed_in(Right.SPEND))
def add(request: MemberRequest, order: NewNumbers) -> add_numbers.Added:
    """Adds numbers picked out of free text."""
    member = request.auth
    return add_numbers.add_numbers(
        account=member.account, phones=order.phones, kind=order.kind, is_staff=member.user.is_staff
    )


@account_router.post("/numbers/{int:number}/block", response=NumberItem, auth=guards.signed_in(Right.SPEND))
def block_number(request: MemberRequest, number: int) -> PhoneNumber:
    """Takes a number out of use."""
    return block.block(number=_changeable(request, number))


@account_router.post("/numbers/{int:number}/unblock", response=NumberItem, auth=guards.signed_in(Right.SPEND))
def unblock_number(request: MemberRequest, number: int) -> PhoneNumber:
    """Puts a blocked number back into use."""
    return unblock.unblock(number=_changeable(request, number))


def _changeable(request: MemberRequest, number: int) -> PhoneNumber:
    member = request.auth
    return queries.number(account=member.account, number_id=number, pool_too=member.user.is_staff)
