"""Who stands at the door: sign-in by session, the member's account and role, and the right the route asks for.

Every route of the API carries one of these as its `auth`, so that OpenAPI and the architecture tests can see them.
Routes inside a project use `rupor.features.projects.guards.in_project` instead of `signed_in`.
"""

from dataclasses import dataclass

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from ninja.security.apikey import APIKeyCookie

from rupor.features.accounts.models import Account, CabinetUser, User
from rupor.features.accounts.rules import Right, may
from rupor.kit import errors


class ClosedRegistration(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """An installation's users are made by its owner (`rupor user create`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers by themselves yet."""
        return False


@dataclass(frozen=True)
class Member:
    """A signed-in person in their account."""

    user: User
    account: Account
    role: str

    def may(self, right: Right) -> bool:
        """Whether the role of this member holds the right."""
        return may(role=self.role, right=right)

    def require(self, right: Right) -> None:
        """Raises Forbidden unless the member holds the right."""
        if not self.may(right):
            raise errors.Forbidden("right_missing", right=right.value)


class MemberRequest(HttpRequest):
    """A request that passed a guard."""

    auth: Member


def member_of(request: HttpRequest) -> Member | None:
    """The signed-in member, or nobody; the account is the one the user joined first."""
    user_id = request.session.get("_auth_user_id")
    if user_id is None or not request.user.is_authenticated:
        return None
    membership = CabinetUser.objects.select_related("account").filter(user_id=user_id).order_by("id").first()
    if membership is None or not isinstance(request.user, User):
        return None
    return Member(user=request.user, account=membership.account, role=membership.role)


class SignedIn(APIKeyCookie):
    """Lets a member in who holds the right; unsafe methods also need the CSRF token."""

    param_name: str = settings.SESSION_COOKIE_NAME
    staff_only = False

    def __init__(self, right: Right) -> None:
        self.right = right
        super().__init__()

    def authenticate(self, request: HttpRequest, key: str | None) -> Member | None:
        """The member for `request.auth`; None answers 401."""
        member = member_of(request)
        if member is not None:
            member.require(self.right)
            if self.staff_only and not member.user.is_staff:
                raise errors.Forbidden("staff_only")
        return member


class Staff(SignedIn):
    """Lets in only those who run the installation."""

    staff_only = True


def signed_in(right: Right = Right.READ) -> SignedIn:
    """The guard of an account-level route."""
    return SignedIn(right)


def staff() -> Staff:
    """The guard of what only those who run the installation may do."""
    return Staff(Right.READ)
