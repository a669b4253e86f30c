"""Every person to be reached, every try to reach them, and what came of it.

Target: one (run, phone). Attempt: one try, unique by (target, number) or by the call that asked for a message.
CallRecord and MessageRecord: what the customer sees in «Детализация». Run and campaign are plain numbers: their room
lies above. The hot tables name their account without a check by the database: it would look at one row of
accounts a million times, and accounts are never deleted.
"""

import uuid

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account
from rupor.features.billing.models import AMOUNT


class TargetState(models.TextChoices):
    """pending → calling → one of the final ones; `calling` covers every channel."""

    PENDING = "pending"
    CALLING = "calling"
    ANSWERED = "answered"
    UNANSWERED = "unanswered"
    STOP_LISTED = "stop_listed"
    INVALID = "invalid"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class CampaignTarget(models.Model):
    """One number in a run; exactly one final state per run."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    campaign_id = models.BigIntegerField()
    run_id = models.BigIntegerField()
    contact_id = models.BigIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=15)
    state = models.CharField(max_length=11, choices=TargetState.choices, default=TargetState.PENDING)
    attempts = models.SmallIntegerField(default=0, help_text="numbers of tries used up")
    returned = models.SmallIntegerField(default=0, help_text="how many of them came back untouched")
    next_attempt_at = models.DateTimeField(default=timezone.now)
    material_id = models.BigIntegerField(null=True, blank=True)
    lead = models.BooleanField(default=False)
    lead_tag = models.CharField(max_length=64, blank=True)
    last_outcome = models.CharField(max_length=16, blank=True)
    reason = models.CharField(max_length=80, blank=True, help_text="why it was never contacted: missing:name")
    cost = models.DecimalField(**AMOUNT, default=0)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run_id", "phone"], name="target_phone_once")]
        indexes = [
            models.Index(
                fields=["run_id", "next_attempt_at", "id"], condition=models.Q(state="pending"), name="target_due"
            ),
            models.Index(fields=["campaign_id", "state"], name="target_by_state"),
        ]


class AttemptState(models.TextChoices):
    """claimed → handed_over → taken → finished; or returned (never tried), unknown (honest doubt)."""

    CLAIMED = "claimed"
    HANDED_OVER = "handed_over"
    TAKEN = "taken"
    SENT = "sent"
    FINISHED = "finished"
    RETURNED = "returned"
    UNKNOWN = "unknown"


class Attempt(models.Model):
    """One try to reach one person, with the money set aside for it. `order` is what the gateway was given."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    project_id = models.BigIntegerField(null=True, blank=True)
    campaign_id = models.BigIntegerField(null=True, blank=True)
    run_id = models.BigIntegerField(null=True, blank=True)
    target = models.ForeignKey(CampaignTarget, on_delete=models.PROTECT, null=True, blank=True, related_name="tries")
    origin = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, db_index=False)
    origin_n = models.IntegerField(null=True, blank=True, help_text="number of the origin's event that asked for it")
    purpose = models.CharField(
        max_length=32, blank=True, default="", db_default="", help_text="of a call without a campaign: who asked for it"
    )
    asker_id = models.BigIntegerField(null=True, blank=True, help_text="the asker's own row, told back with the result")
    incoming_key = models.CharField(
        max_length=64, blank=True, default="", db_default="", help_text="of a call that came to us: which one it is"
    )
    number = models.SmallIntegerField(default=1, help_text="of the try; 0: it was not us who tried")
    channel = models.CharField(max_length=8)
    state = models.CharField(max_length=11, choices=AttemptState.choices, default=AttemptState.CLAIMED)
    phone = models.CharField(max_length=15)
    caller = models.CharField(max_length=15, blank=True)
    order = models.JSONField(default=dict, help_text="the personal part of what the gateway was given")
    not_after = models.DateTimeField(null=True, blank=True, help_text="after this instant no gateway acts on it")
    hold = models.DecimalField(**AMOUNT, default=0)
    cost = models.DecimalField(**AMOUNT, default=0)
    price = models.JSONField(default=dict, help_text="the rate frozen at launch")
    outcome = models.CharField(max_length=16, blank=True)
    lead = models.BooleanField(default=False)
    lead_tag = models.CharField(max_length=64, blank=True)
    stop_listed = models.BooleanField(default=False)
    gateway = models.CharField(max_length=64, blank=True)
    last_event = models.IntegerField(default=-1)
    claimed_at = models.DateTimeField(default=timezone.now)
    handed_over_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["target", "number"], condition=models.Q(target__isnull=False), name="attempt_number_once"
            ),
            models.UniqueConstraint(
                fields=["origin", "origin_n"], condition=models.Q(origin__isnull=False), name="attempt_asked_once"
            ),
            models.UniqueConstraint(
                fields=["incoming_key"], condition=~models.Q(incoming_key=""), name="attempt_incoming_once"
            ),
            # One lock per contact: nobody is in two calls of one account's campaigns at once.
            models.UniqueConstraint(
                fields=["account", "phone"],
                condition=models.Q(
                    state__in=["claimed", "handed_over", "taken"], channel="voice", target__isnull=False
                ),
                name="attempt_one_call_a_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["state", "channel", "claimed_at"],
                condition=models.Q(state__in=["claimed", "handed_over", "taken", "sent"]),
                name="attempt_open",
            ),
            models.Index(fields=["run_id", "claimed_at"], name="attempt_of_run"),
            models.Index(
                fields=["id"], condition=models.Q(state="claimed") & ~models.Q(purpose=""), name="attempt_service"
            ),
        ]


class CallRecord(models.Model):
    """A call as the customer sees it (DET, entity CallRecord); written when it ended."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    project_id = models.BigIntegerField()
    campaign_id = models.BigIntegerField()
    run_id = models.BigIntegerField()
    direction = models.CharField(max_length=3, default="out")
    phone = models.CharField(max_length=15)
    caller = models.CharField(max_length=15, blank=True)
    started_at = models.DateTimeField()
    ring_seconds = models.FloatField(default=0)
    talk_seconds = models.FloatField(default=0)
    outcome = models.CharField(max_length=16)
    sip_status = models.SmallIntegerField(default=0)
    q850_cause = models.SmallIntegerField(default=0)
    digits = models.CharField(max_length=64, blank=True)
    path = models.JSONField(default=list)
    lead = models.BooleanField(default=False)
    lead_tag = models.CharField(max_length=64, blank=True)
    stop_listed = models.BooleanField(default=False)
    machine = models.BooleanField(default=False)
    listened_percent = models.SmallIntegerField(default=0)
    material_id = models.BigIntegerField(null=True, blank=True)
    recording = models.CharField(max_length=255, blank=True)
    hung_up_by = models.CharField(max_length=8, blank=True)
    detail = models.CharField(max_length=255, blank=True)
    cost = models.DecimalField(**AMOUNT, default=0)
    answered_by = models.CharField(max_length=12, blank=True)
    keys = models.JSONField(default=list, help_text='[{"digit", "at_seconds", "node"}]')
    heard = models.JSONField(default=list, help_text='[{"text", "phrase", "at_seconds", "node"}]')
    listened = models.JSONField(default=dict, help_text="percent by the number of the material")
    transferred_to = models.CharField(max_length=255, blank=True)
    transfer_cost = models.DecimalField(**AMOUNT, default=0, help_text="of the operators' legs, beside the call's own")
    trunk = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "project_id", "-attempt"], name="call_by_project"),
            models.Index(fields=["campaign_id", "-attempt"], name="call_by_campaign"),
            models.Index(fields=["account", "phone", "-started_at"], name="call_by_person"),
        ]


class OperatorLeg(models.Model):
    """An operator who was rung in the middle of a call; an attempt of its own, so that it has its own price."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, primary_key=True)
    call = models.ForeignKey(Attempt, on_delete=models.PROTECT, related_name="operator_legs", db_constraint=False)
    operator = models.CharField(max_length=255, help_text="phone or SIP address, as the flow names it")
    node = models.CharField(max_length=64, blank=True)
    started_at = models.DateTimeField()
    ring_seconds = models.FloatField(default=0)
    talk_seconds = models.FloatField(default=0)
    outcome = models.CharField(max_length=16)
    sip_status = models.SmallIntegerField(default=0)
    trunk = models.CharField(max_length=64, blank=True)
    cost = models.DecimalField(**AMOUNT, default=0)


class MessageStatus(models.TextChoices):
    """Unified message statuses (index of letters in RPT)."""

    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    UNKNOWN = "unknown"


class MessageRecord(models.Model):
    """A message as the customer sees it (RPT, entity MessageRecord); written when it is claimed."""

    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, primary_key=True)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    project_id = models.BigIntegerField()
    campaign_id = models.BigIntegerField(null=True, blank=True)
    channel = models.CharField(max_length=8, default="sms")
    type = models.CharField(max_length=10, default="mailing")
    sender = models.CharField(max_length=20)
    phone = models.CharField(max_length=15)
    text = models.TextField()
    parts = models.SmallIntegerField()
    parts_delivered = models.SmallIntegerField(default=0)
    status = models.CharField(max_length=10, choices=MessageStatus.choices, default=MessageStatus.SENDING)
    status_reason = models.CharField(max_length=64, blank=True)
    status_at = models.DateTimeField(default=timezone.now)
    cost = models.DecimalField(**AMOUNT, default=0)
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["account", "project_id", "-attempt"], name="message_by_project"),
            models.Index(fields=["campaign_id", "-attempt"], name="message_by_campaign"),
            models.Index(fields=["phone", "-attempt"], name="message_by_phone"),
        ]


class MessagePart(models.Model):
    """A part as the SMSC knows it. A receipt that comes before its part is stored with no attempt and waits."""

    route = models.CharField(max_length=64)
    message_id = models.CharField(max_length=65)
    attempt = models.ForeignKey(Attempt, on_delete=models.PROTECT, null=True, blank=True, related_name="parts")
    status = models.CharField(max_length=16, blank=True)
    status_code = models.CharField(max_length=16, blank=True)
    status_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["route", "message_id"], name="part_id_once")]


class Reply(models.Model):
    """A message a person sent to us."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True)
    phone = models.CharField(max_length=15)
    to = models.CharField(max_length=20)
    text = models.TextField()
    campaign_id = models.BigIntegerField(null=True, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["phone", "to", "received_at"], name="reply_once")]


class SetAsideEvent(models.Model):
    """A fact that could not be written: kept for a person to look at, so that it never stops the others."""

    payload = models.TextField()
    error = models.CharField(max_length=500)
    created_at = models.DateTimeField(default=timezone.now)


class Epoch(models.Model):
    """One row: which installation this is and how many times its dispatcher has taken the lead.

    The bus keeps the same pair, so that an older copy of the database is found out before it contacts anyone again.
    """

    installation = models.UUIDField(default=uuid.uuid4)
    number = models.BigIntegerField(default=0)
    led_since = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="epoch_is_one_row")]
