"""Who rents which number since when, and through which day it is paid."""

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account
from rupor.features.billing.models import AMOUNT
from rupor.features.numbers.models import PhoneNumber


class RentalState(models.TextChoices):
    """active ⇄ suspended (no funds) → ended; drawn in `rules.MOVES`."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    ENDED = "ended"


class NumberRental(models.Model):
    """One rent of one number from its beginning to its end. Days are those of the installation's zone."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    number = models.ForeignKey(PhoneNumber, on_delete=models.PROTECT, related_name="rentals")
    fee = models.DecimalField(**AMOUNT, help_text="roubles a day")
    state = models.CharField(max_length=9, choices=RentalState.choices, default=RentalState.ACTIVE)
    started_at = models.DateTimeField(default=timezone.now)
    charged_through = models.DateField(help_text="the last day that is paid")
    suspended_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    end_reason = models.CharField(max_length=8, blank=True, help_text="returned or unpaid")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~models.Q(state="ended"), name="rental_of_number_once"
            ),
            models.CheckConstraint(condition=models.Q(fee__gt=0), name="rental_costs_something"),
            models.CheckConstraint(
                condition=models.Q(state="suspended") ^ models.Q(suspended_on__isnull=True),
                name="rental_suspended_since",
            ),
            models.CheckConstraint(
                condition=models.Q(state="ended") ^ models.Q(ended_at__isnull=True), name="rental_ended_when"
            ),
        ]
        indexes = [
            models.Index(fields=["charged_through"], condition=~models.Q(state="ended"), name="rental_due"),
        ]
