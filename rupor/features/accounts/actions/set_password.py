"""Gives a person a new password and ends their sessions."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from rupor.features.accounts.models import User
from rupor.kit import errors


def set_password(*, email: str, password: str) -> User:
    """The user with the new password; sessions made with the old one no longer open the cabinet."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise errors.NotFound("user_not_found", field="email")
    try:
        validate_password(password, user)
    except ValidationError:
        raise errors.RuporError("password_weak", field="password") from None
    user.set_password(password)
    user.save(update_fields=["password"])
    return user
