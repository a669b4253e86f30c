"""Caller numbers: whose they are and whether they may be used now."""

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account


class NumberKind(models.TextChoices):
    """TEL: what may be done with the number and what happens when it is called back."""

    SHARED = "shared"
    DUTY = "duty"
    RENTED = "rented"
    PERSONAL = "personal"


class NumberState(models.TextChoices):
    """Whether the number may carry calls."""

    FREE = "free"
    BUSY = "busy"
    AWAITING = "awaiting"
    BLOCKED = "blocked"


class PhoneNumber(models.Model):
    """A number shown to the called person. Without an account it belongs to the installation's shared pool."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="numbers")
    phone = models.CharField(max_length=15, unique=True)
    kind = models.CharField(max_length=8, choices=NumberKind.choices)
    line_type = models.CharField(max_length=10, default="mobile")
    operator = models.CharField(max_length=64, blank=True)
    region = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=NumberState.choices, default=NumberState.FREE)
    calls_count = models.BigIntegerField(default=0)
    busy_since = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
