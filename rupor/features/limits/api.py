"""The doors of limits: an account reads its own; those who run the installation set them, stop and lift."""

from typing import Any

from ninja import Router, Status

from rupor.features.accounts import guards
from rupor.features.accounts.guards import MemberRequest
from rupor.features.accounts.models import Account
from rupor.features.limits import queries
from rupor.features.limits.actions.lift_stop import lift_stop
from rupor.features.limits.actions.set_ceiling import set_ceiling
from rupor.features.limits.actions.stop_dialling import stop_dialling
from rupor.features.limits.models import Ceiling, DiallingStop, StopCode
from rupor.features.limits.schemas import AccountLimits, DiallingStopOrder, LimitsItem, MyLimits, OwnLimits
from rupor.kit import clock

account_router = Router(tags=["limits"])


@account_router.get("/limits", response=MyLimits, auth=guards.signed_in())
def my_limits(request: MemberRequest) -> dict[str, Any]:
    """The limits in force for the account, what it has used, and why its dialling stands if it does."""
    account = request.auth.account.id
    return {
        "limits": queries.tolls(account_id=account),
        "used": queries.used(account_id=account, now=clock.now()),
        "stop": queries.stop(account_id=account),
    }


@account_router.get("/limits/installation", response=LimitsItem, auth=guards.staff())
def installation_limits(request: MemberRequest) -> Any:
    """What holds for every account that has no limit of its own."""
    return queries.tolls(account_id=None)


@account_router.put("/limits/installation", response=LimitsItem, auth=guards.staff())
def set_installation_limits(request: MemberRequest, order: OwnLimits) -> Any:
    """Sets them; null takes what the program comes with."""
    set_ceiling(account_id=None, values=order.dict(exclude_unset=True))
    return queries.tolls(account_id=None)


@account_router.get("/limits/accounts", response=list[AccountLimits], auth=guards.staff())
def list_limits(request: MemberRequest) -> list[dict[str, Any]]:
    """Every account with its own limits, stopped ones first."""
    return [_shown(account, own, stop) for account, own, stop in queries.accounts()]


@account_router.put("/limits/accounts/{int:account}", response=AccountLimits, auth=guards.staff())
def set_account_limits(request: MemberRequest, account: int, order: OwnLimits) -> dict[str, Any]:
    """Sets an account's own limits; what is left out stays, null takes the installation's."""
    found = queries.account(account_id=account)
    own = set_ceiling(account_id=found.id, values=order.dict(exclude_unset=True))
    return _shown(found, own, queries.stop(account_id=found.id))


@account_router.post("/limits/accounts/{int:account}/stop", response={204: None}, auth=guards.staff())
def stop_account(request: MemberRequest, account: int, order: DiallingStopOrder) -> Status[None]:
    """Stops the account's dialling by hand."""
    found = queries.account(account_id=account)
    stop_dialling(account_id=found.id, code=StopCode.BY_HAND, comment=order.comment, now=clock.now())
    return Status(204, None)


@account_router.post("/limits/accounts/{int:account}/lift", response={204: None}, auth=guards.staff())
def lift_account(request: MemberRequest, account: int) -> Status[None]:
    """Lifts the stop; counting begins anew, and campaigns go on when somebody starts them."""
    found = queries.account(account_id=account)
    lift_stop(account_id=found.id, actor=request.auth.user, now=clock.now())
    return Status(204, None)


def _shown(account: Account, own: Ceiling | None, stop: DiallingStop | None) -> dict[str, Any]:
    return {"id": account.id, "title": account.title, "own": own or Ceiling(account=account), "stop": stop}
