"""Who signs in and who pays: a user is a person, an account the tenant, a cabinet user joins them with a role."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail; Django's commands expect this class."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A user with a hashed password; the caller adds the account."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A sign-in identity (ACC, entity User)."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=100, blank=True)
    surname = models.CharField(max_length=100, blank=True)
    language = models.CharField(max_length=2, default="ru", choices=[("ru", "ru"), ("en", "en")])
    time_zone = models.CharField(max_length=64, default="Europe/Moscow")
    phone = models.CharField(max_length=15, blank=True, default="", db_default="", help_text="proven to be theirs")
    phone_confirmed_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(email=Lower("email")), name="user_email_lower_case")]

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Django's own tables are for staff only."""
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        """Django's own tables are for staff only."""
        return self.is_staff


class AccountState(models.TextChoices):
    """Whether the tenant may spend."""

    ACTIVE = "active"
    RESTRICTED = "restricted"
    BLOCKED = "blocked"


class Account(models.Model):
    """The paying tenant. `trusted` content passes moderation at once (MOD-012)."""

    title = models.CharField(max_length=255)
    time_zone = models.CharField(max_length=64, default="Europe/Moscow")
    state = models.CharField(max_length=16, choices=AccountState.choices, default=AccountState.ACTIVE)
    trusted = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)


class Role(models.TextChoices):
    """What a member may do (index §4)."""

    OWNER = "owner"
    ADMIN = "admin"
    MANAGER = "manager"
    ACCOUNTANT = "accountant"
    VIEWER = "viewer"


class CabinetUser(models.Model):
    """Membership of a user in an account."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=16, choices=Role.choices)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "user"], name="member_once"),
            models.UniqueConstraint(fields=["account"], condition=models.Q(role="owner"), name="account_has_one_owner"),
        ]
