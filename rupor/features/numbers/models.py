"""Caller numbers: whose they are, whether they may be used now, what campaign holds them, how people answer them."""

from typing import Any

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account

FEE: dict[str, Any] = {"max_digits": 18, "decimal_places": 4}


class NumberKind(models.TextChoices):
    """TEL: what may be done with the number and what happens when it is called back."""

    SHARED = "shared"
    DUTY = "duty"
    RENTED = "rented"
    PERSONAL = "personal"


class NumberState(models.TextChoices):
    """Whether the number may carry calls. `suspended`: its rent is not paid."""

    FREE = "free"
    BUSY = "busy"
    AWAITING = "awaiting"
    SUSPENDED = "suspended"
    BLOCKED = "blocked"


class PhoneNumber(models.Model):
    """A number shown to the called person. Without an account it belongs to the installation's shared pool."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="numbers")
    phone = models.CharField(max_length=15, unique=True)
    kind = models.CharField(max_length=8, choices=NumberKind.choices)
    line_type = models.CharField(max_length=10, default="mobile", help_text="mobile, fixed, toll_free or other")
    operator = models.CharField(max_length=64, blank=True)
    country = models.CharField(max_length=2, blank=True, default="", help_text="ISO 3166: RU")
    region = models.CharField(max_length=64, blank=True)
    fee = models.DecimalField(**FEE, default=0, help_text="roubles a day; 0: not for rent")
    state = models.CharField(max_length=9, choices=NumberState.choices, default=NumberState.FREE)
    calls_count = models.BigIntegerField(default=0)
    busy_since = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="when its owner proved that it is theirs")
    cooling_until = models.DateTimeField(
        null=True, blank=True, help_text="before it nobody but the last tenant may rent"
    )
    last_tenant_id = models.BigIntegerField(null=True, blank=True)
    daily_ceiling = models.IntegerField(default=0, help_text="most calls a day from it; 0: no ceiling")
    hourly_ceiling = models.IntegerField(default=0)
    minute_ceiling = models.IntegerField(default=0)
    callback_flow_id = models.BigIntegerField(null=True, blank=True, help_text="what those who call back hear")
    callback_clip_id = models.BigIntegerField(null=True, blank=True)
    callback_phone = models.CharField(max_length=15, blank=True, default="", help_text="where callbacks are forwarded")
    resting_until = models.DateTimeField(
        null=True, blank=True, help_text="not called from before it if another is there"
    )
    rest_reason = models.CharField(max_length=32, blank=True, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(fee__gte=0), name="number_fee_not_negative")]
        indexes = [models.Index(fields=["kind", "state", "id"], name="number_by_kind")]


class ReleaseReason(models.TextChoices):
    """Why a campaign let a shared number go."""

    NONE = ""
    FINISHED = "finished"
    MANUAL = "manual"
    TIMEOUT = "timeout"
    RENTED = "rented"
    BLOCKED = "blocked"


class NumberBinding(models.Model):
    """A pool number held by a campaign until it ends; meanwhile no other account may call from it (TEL-013)."""

    number = models.ForeignKey(PhoneNumber, on_delete=models.CASCADE, related_name="bindings")
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    campaign_id = models.BigIntegerField()
    run_id = models.BigIntegerField(null=True, blank=True)
    since = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(default=timezone.now)
    released_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=8, choices=ReleaseReason.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number", "campaign_id"], condition=models.Q(released_at__isnull=True), name="binding_open_once"
            )
        ]
        indexes = [models.Index(fields=["campaign_id"], name="binding_of_campaign")]


class NumberUse(models.Model):
    """How many calls were begun from the number in the minute, hour and day that are named; older ones count as 0."""

    number = models.OneToOneField(PhoneNumber, on_delete=models.CASCADE, primary_key=True, related_name="use")
    minute = models.DateTimeField()
    in_minute = models.IntegerField(default=0)
    hour = models.DateTimeField()
    in_hour = models.IntegerField(default=0)
    day = models.DateField()
    in_day = models.IntegerField(default=0)


class NumberHour(models.Model):
    """Calls and answers of one number among the subscribers of one carrier in one hour of UTC."""

    number = models.ForeignKey(PhoneNumber, on_delete=models.CASCADE, related_name="hours")
    carrier = models.CharField(max_length=64, blank=True)
    hour = models.DateTimeField()
    calls = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["number", "carrier", "hour"], name="number_hour_once")]
        indexes = [models.Index(fields=["hour"], name="number_hour")]
