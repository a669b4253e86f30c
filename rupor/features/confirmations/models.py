"""Calls by which owners of personal numbers prove that these are theirs."""

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account
from rupor.features.numbers.models import PhoneNumber


class ConfirmationState(models.TextChoices):
    """Goes forward only; a failure in doubt may still turn out to be a success."""

    WAITING = "waiting"
    DIALLING = "dialling"
    ANSWERED = "answered"
    CONFIRMED = "confirmed"
    FAILED = "failed"


class CallerIdVerification(models.Model):
    """One call that asks the person at a number to press `digit`."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    number = models.ForeignKey(PhoneNumber, on_delete=models.CASCADE, related_name="confirmations")
    attempt = models.BigIntegerField(null=True, blank=True)
    digit = models.CharField(max_length=1, default="1")
    state = models.CharField(max_length=9, choices=ConfirmationState.choices, default=ConfirmationState.WAITING)
    reason = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["number", "-created_at"], name="confirmation_of_number")]
