"""Doors that change numbers."""

from typing import Any

from rupor.features.accounts import guards
from rupor.features.accounts.guards import MemberRequest
from rupor.features.accounts.rules import Right
from rupor.features.numbers import queries
from rupor.features.numbers.actions import (
    add_numbers,
    block,
    doubt,
    edit_numbers,
    import_ranges,
    release_number,
    unblock,
    wake,
)
from rupor.features.numbers.api import shown
from rupor.features.numbers.api.door import account_router
from rupor.features.numbers.models import PhoneNumber
from rupor.features.numbers.schemas import (
    AddedNumbers,
    ChangedOut,
    ImportedOut,
    NewNumbers,
    NumberItem,
    NumbersEdit,
    Ranges,
)
from rupor.kit import clock


@account_router.post("/numbers", response=AddedNumbers, auth=guards.signed_in(Right.SPEND))
def add(request: MemberRequest, order: NewNumbers) -> dict[str, Any]:
    """Adds numbers picked out of free text; a customer's own ones work after their owners have confirmed them."""
    member = request.auth
    added = add_numbers.add_numbers(
        account=member.account, phones=order.phones, kind=order.kind, is_staff=member.user.is_staff
    )
    return {
        "added": shown.items(added.added, member=member),
        "already": added.already,
        "taken": added.taken,
        "invalid": added.invalid,
    }


@account_router.post("/numbers/{int:number}/block", response=NumberItem, auth=guards.signed_in(Right.SPEND))
def block_number(request: MemberRequest, number: int) -> dict[str, Any]:
    """Takes a number out of use."""
    found = _changeable(request, number)
    return shown.item(block.block(number=found, by_staff=found.account_id is None), member=request.auth)


@account_router.post("/numbers/{int:number}/unblock", response=NumberItem, auth=guards.signed_in(Right.SPEND))
def unblock_number(request: MemberRequest, number: int) -> dict[str, Any]:
    """Puts a blocked number back into use."""
    found = _changeable(request, number)
    return shown.item(unblock.unblock(number=found, by_staff=request.auth.user.is_staff), member=request.auth)


@account_router.post("/numbers/{int:number}/release", response=ChangedOut, auth=guards.signed_in(Right.SPEND))
def let_go(request: MemberRequest, number: int) -> dict[str, int]:
    """«Освободить номер»: campaigns of the account hold it no more, later callbacks hear no flow of theirs."""
    member = request.auth
    found = queries.seen_number(account=member.account, number_id=number)
    return {"changed": release_number.release_number(number=found, account_id=member.account.id, now=clock.now())}


@account_router.post("/numbers/{int:number}/wake", response=NumberItem, auth=guards.signed_in(Right.SPEND))
def wake_number(request: MemberRequest, number: int) -> dict[str, Any]:
    """Ends the rest of a number that people had stopped answering."""
    return shown.item(wake.wake(number=_changeable(request, number)), member=request.auth)


@account_router.post("/staff/numbers/import", response=ImportedOut, auth=guards.staff())
def import_numbers(request: MemberRequest, order: Ranges) -> import_ranges.Imported:
    """Puts ranges into the pool; a line is `from-to;operator;region;kind;line type;fee a day`."""
    return import_ranges.import_ranges(text=order.text)


@account_router.post("/staff/numbers/edit", response=ChangedOut, auth=guards.staff())
def edit(request: MemberRequest, order: NumbersEdit) -> dict[str, int]:
    """Changes fee, kind, operator, region or ceilings of several numbers at once."""
    values = order.dict(exclude={"numbers"}, exclude_unset=True)
    return {"changed": edit_numbers.edit_numbers(number_ids=order.numbers, values=values)}


@account_router.post("/staff/numbers/{int:number}/doubt", response=NumberItem, auth=guards.staff())
def doubt_number(request: MemberRequest, number: int) -> dict[str, Any]:
    """Has a personal number confirmed anew after a complaint."""
    return shown.item(doubt.doubt(number_id=number), member=request.auth)


def _changeable(request: MemberRequest, number: int) -> PhoneNumber:
    member = request.auth
    return queries.number(account=member.account, number_id=number, pool_too=member.user.is_staff)
