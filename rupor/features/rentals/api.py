"""The doors of rent, at the account's level."""

from typing import Any

from ninja import Query, Router

from rupor.features.accounts import guards
from rupor.features.accounts.guards import MemberRequest
from rupor.features.accounts.rules import Right
from rupor.features.numbers import queries as number_queries
from rupor.features.numbers.models import PhoneNumber
from rupor.features.numbers.rules import kinds
from rupor.features.numbers.schemas import CallbackOut
from rupor.features.rentals import queries, schemas
from rupor.features.rentals.actions import choose_callback, give_back, rent
from rupor.features.rentals.models import NumberRental
from rupor.kit import clock, pagination
from rupor.kit.pagination import Page

account_router = Router(tags=["rentals"])


@account_router.get("/numbers/for-rent", response=Page[schemas.OfferOut], auth=guards.signed_in(Right.READ))
def for_rent(request: MemberRequest, query: Query[schemas.OffersQuery]) -> dict[str, Any]:
    """Numbers that may be rented now, their digits in part (TEL-004)."""
    account_id, now = request.auth.account.id, clock.now()
    filters = query.dict(exclude={"page", "per"})
    total = queries.for_rent(account_id=account_id, now=now).count()
    found = queries.for_rent(account_id=account_id, now=now, **filters)
    return pagination.page(found, query=query, total=total, shown=lambda rows: [_offer(row) for row in rows])


@account_router.get("/numbers/for-rent/choices", response=schemas.ChoicesOut, auth=guards.signed_in(Right.READ))
def rent_choices(request: MemberRequest) -> dict[str, list[str]]:
    """The operators, countries, regions and line types among numbers for rent."""
    return queries.choices(account_id=request.auth.account.id, now=clock.now())


@account_router.post("/numbers/rent", response=list[schemas.RentedOut], auth=guards.signed_in(Right.SPEND))
def rent_numbers(request: MemberRequest, order: schemas.ChosenNumbers) -> list[dict[str, Any]]:
    """Rents all of the numbers or none; the first day of each is paid at once."""
    rented = rent.rent(account_id=request.auth.account.id, number_ids=order.numbers, now=clock.now())
    return [{"id": each.number_id, "phone": each.number.phone, "fee": each.fee} for each in rented]


@account_router.post("/numbers/give-back", response=schemas.GivenBackOut, auth=guards.signed_in(Right.SPEND))
def give_numbers_back(request: MemberRequest, order: schemas.ChosenNumbers) -> dict[str, int]:
    """Ends the rent of all of the numbers or of none; the day that was paid is not refunded."""
    count = give_back.give_back(account_id=request.auth.account.id, number_ids=order.numbers, now=clock.now())
    return {"returned": count}


@account_router.get("/numbers/rent/daily", response=schemas.DailyOut, auth=guards.signed_in(Right.READ))
def daily(request: MemberRequest) -> dict[str, Any]:
    """What the account pays a day for the numbers it rents."""
    account_id = request.auth.account.id
    return {
        "count": queries.going_on(account_id=account_id).count(),
        "fee": queries.daily_sum(account_id=account_id),
    }


@account_router.get(
    "/numbers/{int:number}/rentals", response=list[schemas.RentalOut], auth=guards.signed_in(Right.READ)
)
def rentals(request: MemberRequest, number: int) -> list[NumberRental]:
    """The account's own rents of a number, the latest first."""
    return queries.of_number(account_id=request.auth.account.id, number_id=number)


@account_router.put("/numbers/{int:number}/callback", response=CallbackOut, auth=guards.signed_in(Right.EDIT))
def callback(request: MemberRequest, number: int, order: schemas.CallbackIn) -> dict[str, Any]:
    """Says what those who call the number back hear: a flow, a clip, or another phone (TEL-015)."""
    account = request.auth.account
    found = number_queries.number(account=account, number_id=number, pool_too=False)
    kept = choose_callback.choose_callback(
        number=found, account_id=account.id, flow_id=order.flow, clip_id=order.clip, forward_to=order.forward_to
    )
    return {"flow": kept.callback_flow_id, "clip": kept.callback_clip_id, "forward_to": kept.callback_phone}


def _offer(number: PhoneNumber) -> dict[str, Any]:
    names = ("id", "country", "region", "operator", "line_type", "fee")
    return {**{name: getattr(number, name) for name in names}, "phone": kinds.masked(number.phone)}
