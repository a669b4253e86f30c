"""What accounts may do on the line, what they have used of it, and when their dialling was stopped."""

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account, User
from rupor.features.billing.models import AMOUNT


class Ceiling(models.Model):
    """Limits of an account; without an account those of the installation, which hold where the account's say nothing.

    Null: as the installation has it. 0: no limit. Fields mean what `rupor.engine.dialing.tolls.Tolls` says of them.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, blank=True)
    prefixes = models.JSONField(null=True, blank=True)
    person_day = models.PositiveIntegerField(null=True, blank=True)
    person_week = models.PositiveIntegerField(null=True, blank=True)
    calls_hour = models.PositiveIntegerField(null=True, blank=True)
    calls_day = models.PositiveIntegerField(null=True, blank=True)
    spend_hour = models.DecimalField(**AMOUNT, null=True, blank=True)
    spend_day = models.DecimalField(**AMOUNT, null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account"], nulls_distinct=False, name="ceiling_once")]


class LineUse(models.Model):
    """Calls begun and money spent by an account in one hour; kept for a day, begun anew when a stop is lifted."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, db_index=False, db_constraint=False)
    hour = models.DateTimeField()
    calls = models.IntegerField(default=0, db_default=0)
    spent = models.DecimalField(**AMOUNT, default=0, db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "hour"], name="line_use_once")]


class StopCode(models.TextChoices):
    """Why dialling was stopped: the limit that was reached, or a person's decision."""

    CALLS_HOUR = "calls_hour"
    CALLS_DAY = "calls_day"
    SPEND_HOUR = "spend_hour"
    SPEND_DAY = "spend_day"
    BY_HAND = "by_hand"


class DiallingStop(models.Model):
    """While it is not lifted the account contacts nobody; `limit` is the figure that was reached."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    code = models.CharField(max_length=10, choices=StopCode.choices)
    limit = models.DecimalField(**AMOUNT, default=0)
    comment = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField(default=timezone.now)
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(lifted_at__isnull=True), name="dialling_stopped_once"
            )
        ]
