"""The doors of the room `billing`."""

from typing import Any

from django.utils import translation
from ninja import Query, Router, Status

from rupor.features.accounts.guards import MemberRequest, signed_in, staff
from rupor.features.accounts.rules import Right
from rupor.features.billing import queries, schemas
from rupor.features.billing.actions.top_up import top_up
from rupor.kit import messages
from rupor.kit.pagination import Page

account_router = Router(tags=["billing"])


@account_router.get("/balance", response=schemas.BalanceOut, auth=signed_in(Right.READ))
def balance(request: MemberRequest) -> Any:
    """What may be spent and what is set aside."""
    return queries.balance(account_id=request.auth.account.id)


@account_router.get("/transactions", response=Page[schemas.MovementOut], auth=signed_in(Right.MONEY))
def transactions(request: MemberRequest, query: Query[schemas.MovementsQuery]) -> Any:
    """Movements of money, newest first; a campaign's charges are gathered per day."""
    account_id = request.auth.account.id
    movements = queries.movements(
        account_id=account_id,
        since=query.since,
        until=query.until,
        offset=(query.page - 1) * query.per,
        limit=query.per,
    )
    return {
        "items": [_shown(row) for row in movements.rows],
        "total": queries.movements_total(account_id=account_id),
        "found": movements.found,
        "page": query.page,
        "per": query.per,
    }


@account_router.get("/tariff", response=schemas.TariffOut, auth=signed_in(Right.READ))
def tariff(request: MemberRequest) -> Any:
    """Prices in force for the account."""
    return queries.tariff(account_id=request.auth.account.id)


@account_router.post("/payments", response={201: schemas.BalanceOut}, auth=staff())
def pay(request: MemberRequest, payment: schemas.PaymentIn) -> Any:
    """Puts money on the balance by hand; only those who run the installation may."""
    top_up(account_id=request.auth.account.id, amount=payment.amount, comment=payment.comment)
    return Status(201, queries.balance(account_id=request.auth.account.id))


def _shown(row: queries.Movement) -> dict[str, Any]:
    of_no_campaign = row.campaign is None and row.kind in ("settle", "charge")
    text = messages.text(
        "movement_service" if of_no_campaign else f"movement_{row.kind}",
        language=translation.get_language(),
        about=row.comment,
        items=row.items,
        id=row.campaign,
    )
    return {
        "id": row.id,
        "created_at": row.created_at,
        "amount": row.amount,
        "kind": row.kind,
        "comment": text.strip(" :"),
        "campaign": row.campaign,
    }
