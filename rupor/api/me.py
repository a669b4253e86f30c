"""Who am I: gathered from several rooms, so it stands above them."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Router, Schema
from pydantic import StringConstraints

from rupor.features.accounts import guards
from rupor.features.accounts.actions import edit_profile
from rupor.features.accounts.guards import Member, MemberRequest
from rupor.features.accounts.rules import RIGHTS, Right
from rupor.features.billing.models import Purse
from rupor.features.projects import queries
from rupor.kit.wire import Money

account_router = Router(tags=["me"])


class MyAccount(Schema):
    """The member's account with its money."""

    id: int
    title: str
    time_zone: str
    balance: Money
    held: Money


class MyProject(Schema):
    """A project to switch to."""

    id: int
    name: str


class Me(Schema):
    """The signed-in person."""

    id: int
    email: str
    name: str
    language: str
    time_zone: str
    role: str
    rights: list[str]
    is_staff: bool
    account: MyAccount
    projects: list[MyProject]


class MyChange(Schema):
    """What a person may change of themselves; a thing left out stays."""

    language: Literal["ru", "en"] | None = None
    time_zone: str | None = Field(None, max_length=64)
    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=100)] | None = None


@account_router.get("/me", response=Me, auth=guards.signed_in(Right.READ))
def show_me(request: MemberRequest) -> dict[str, Any]:
    """The signed-in person, their account, its money and its living projects."""
    return _shown(request.auth)


@account_router.patch("/me", response=Me, auth=guards.signed_in(Right.READ))
def edit_me(request: MemberRequest, change: MyChange) -> dict[str, Any]:
    """Changes the language, the time zone or the name."""
    edit_profile.edit_profile(
        user=request.auth.user, name=change.name, language=change.language, time_zone=change.time_zone
    )
    return _shown(request.auth)


def _shown(member: Member) -> dict[str, Any]:
    user, account = member.user, member.account
    purse = Purse.objects.filter(account=account).first()
    return {
        "id": user.id,
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "time_zone": user.time_zone,
        "role": member.role,
        "rights": sorted(RIGHTS.get(member.role, ())),
        "is_staff": user.is_staff,
        "account": {
            "id": account.id,
            "title": account.title,
            "time_zone": account.time_zone,
            "balance": purse.available if purse else Decimal(0),
            "held": purse.held if purse else Decimal(0),
        },
        "projects": list(queries.projects(account=account)[:1000]),
    }
