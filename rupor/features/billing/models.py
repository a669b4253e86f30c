"""Money: double entry, append-only. A purse's running sums are checked against the entries, never edited by hand.

Every transfer moves money between the ledger accounts of one paying account, and its entries sum to zero (a trigger
refuses anything else). `balance` is what the customer may spend, `held` is set aside for contacts under way, `revenue`
is what was earned, `funding` is the outside world the money came from.
"""

from typing import Any

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account

AMOUNT: dict[str, Any] = {"max_digits": 18, "decimal_places": 4}


class LedgerAccount(models.TextChoices):
    """The four places where an account's money can be."""

    BALANCE = "balance"
    HELD = "held"
    REVENUE = "revenue"
    FUNDING = "funding"


class TransferKind(models.TextChoices):
    """Why money moved."""

    TOPUP = "topup"
    HOLD = "hold"
    SETTLE = "settle"
    RELEASE = "release"
    CHARGE = "charge"
    REFUND = "refund"
    CORRECTION = "correction"
    RENT = "rent"
    SPEECH = "speech"


class Purse(models.Model):
    """Running snapshot of an account's money; `available` may not fall below minus the credit limit."""

    account = models.OneToOneField(Account, on_delete=models.PROTECT, primary_key=True)
    available = models.DecimalField(**AMOUNT, default=0)
    held = models.DecimalField(**AMOUNT, default=0)
    credit_limit = models.DecimalField(**AMOUNT, default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(available__gte=-models.F("credit_limit")), name="purse_not_overdrawn"
            ),
            models.CheckConstraint(condition=models.Q(held__gte=0), name="purse_held_not_negative"),
        ]


class Transfer(models.Model):
    """One movement of money; immutable. `campaign_id` is a plain number: the campaign's room lies above."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False)
    kind = models.CharField(max_length=10, choices=TransferKind.choices)
    campaign_id = models.BigIntegerField(null=True, blank=True)
    items = models.IntegerField(default=1, help_text="how many contacts or services it covers")
    amount = models.DecimalField(**AMOUNT, default=0, help_text="the customer's own change: balance and held together")
    comment = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["account", "-id"], name="transfer_by_account")]


class LedgerEntry(models.Model):
    """One leg of a transfer; immutable."""

    transfer = models.ForeignKey(Transfer, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False)
    ledger = models.CharField(max_length=8, choices=LedgerAccount.choices)
    amount = models.DecimalField(**AMOUNT)

    class Meta:
        indexes = [models.Index(fields=["account", "ledger"], name="entry_by_ledger")]


SERVICES = ("call", "federal", "incoming", "sms", "tts")


class TariffRate(models.Model):
    """The price of one service; without an account it is the installation's price list.

    `call` is a call from the account's own number, `federal` one from the pool (TEL-020), `incoming` one to us.
    The part of `sms` is a part of a message, that of `tts` a hundred characters spoken by a paid voice.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, blank=True)
    service = models.CharField(max_length=8, choices=[(each, each) for each in SERVICES])
    first_block_seconds = models.IntegerField(default=20)
    first_block_price = models.DecimalField(**AMOUNT, default=0)
    second_price = models.DecimalField(**AMOUNT, default=0)
    part_price = models.DecimalField(**AMOUNT, default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "service"], nulls_distinct=False, name="rate_once")]


class SpokenText(models.Model):
    """A text that the account has paid for; it costs nothing again. `digest` is SHA-256 of voice and text."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
    characters = models.IntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "digest"], name="spoken_text_once")]
