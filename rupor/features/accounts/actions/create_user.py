"""Gives a person a way into an account."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from rupor.features.accounts.models import Account, CabinetUser, Role, User
from rupor.kit import errors


@transaction.atomic
def create_user(
    *,
    email: str,
    password: str,
    account: Account,
    role: Role = Role.MANAGER,
    name: str = "",
    language: str = "ru",
    time_zone: str = "",
    is_staff: bool = False,
) -> CabinetUser:
    """A new membership; an e-mail signs in to one account only."""
    address = _checked_email(email)
    if User.objects.filter(email=address).exists():
        raise errors.Conflict("email_taken", field="email")
    if role is Role.OWNER and account.members.filter(role=Role.OWNER).exists():
        raise errors.Conflict("owner_exists", field="role")
    _check_password(password)
    user = User.objects.create_user(
        address,
        password,
        name=name,
        language=language,
        time_zone=time_zone or account.time_zone,
        is_staff=is_staff,
    )
    return CabinetUser.objects.create(account=account, user=user, role=role)


def _checked_email(written: str) -> str:
    address = written.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise errors.RuporError("email_wrong", field="email") from None
    return address


def _check_password(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError:
        raise errors.RuporError("password_weak", field="password") from None
