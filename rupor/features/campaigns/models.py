"""Campaigns: the plan, its runs, and the journal of every change of state."""

from django.db import models
from django.utils import timezone

from rupor.engine.ports import MachineAction
from rupor.features.accounts.models import Account, User
from rupor.features.billing.models import AMOUNT
from rupor.features.contacts.models import Audience
from rupor.features.flows.models import CallFlow
from rupor.features.materials.models import Material
from rupor.features.numbers.models import PhoneNumber
from rupor.features.projects.models import Project


class CampaignState(models.TextChoices):
    """Where a campaign stands; lawful moves are in `rules/states.py`."""

    DRAFT = "draft"
    PROCESSING = "processing"
    MODERATION = "moderation"
    CLARIFICATION = "clarification"
    REJECTED = "rejected"
    ACCEPTED = "accepted"
    SCHEDULED = "scheduled"
    QUEUED = "queued"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"
    ERROR = "error"


class PauseReason(models.TextChoices):
    """Why a campaign stands."""

    NONE = ""
    MANUAL = "manual"
    LEAD_LIMIT = "lead_limit"
    SPEND_LIMIT = "spend_limit"
    OUT_OF_WINDOW = "out_of_window"
    NO_FUNDS = "no_funds"
    NO_NUMBERS = "no_numbers"
    ACCOUNT_LIMIT = "account_limit"
    SYSTEM = "system"


class Campaign(models.Model):
    """One mailing by voice or SMS. The snapshot of a run, not this row, is what is dialled."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="campaigns")
    created_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True)
    channel = models.CharField(max_length=8, choices=[("voice", "voice"), ("sms", "sms")])
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=14, choices=CampaignState.choices, default=CampaignState.DRAFT)
    pause_reason = models.CharField(max_length=14, choices=PauseReason.choices, blank=True, default=PauseReason.NONE)
    flow = models.ForeignKey(CallFlow, on_delete=models.PROTECT, null=True, blank=True)
    audiences = models.ManyToManyField(Audience, related_name="campaigns", blank=True)
    stop_audiences = models.ManyToManyField(Audience, related_name="stopped_campaigns", blank=True)
    numbers = models.ManyToManyField(PhoneNumber, blank=True)
    routing = models.CharField(max_length=16, default="own_numbers")
    sender = models.CharField(max_length=20, blank=True)
    text = models.TextField(blank=True)
    lead_limit = models.IntegerField(default=0)
    spend_limit = models.DecimalField(**AMOUNT, default=0)
    answer_wait_seconds = models.SmallIntegerField(default=27)
    action_wait_seconds = models.SmallIntegerField(default=7)
    redial_attempts = models.SmallIntegerField(default=0)
    redial_interval_seconds = models.SmallIntegerField(default=60)
    busy_after_ring_ends = models.BooleanField(default=False, db_default=False)
    refusal_again = models.BooleanField(default=False, db_default=False)
    speed_per_hour = models.IntegerField(default=3600)
    record_calls = models.BooleanField(default=False)
    detect_answering_machine = models.BooleanField(default=False)
    detect_silence = models.BooleanField(default=False)
    machine_action = models.CharField(
        max_length=12,
        choices=[(each, each) for each in MachineAction],
        default=MachineAction.HANG_UP,
        db_default="hang_up",
    )
    start_at = models.DateTimeField(null=True, blank=True)
    time_zone = models.CharField(max_length=64, default="Europe/Moscow")
    window = models.JSONField(null=True, blank=True, help_text='{"days": [1..7], "start": "09:00", "end": "21:00"}')
    user_comment = models.CharField(max_length=1000, blank=True)
    system_comment = models.CharField(max_length=1000, blank=True)
    restarts = models.IntegerField(default=0)
    client_key = models.CharField(max_length=64, blank=True, help_text="lets a repeated request find its campaign")
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    archived_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=CampaignState.values), name="campaign_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="paused") ^ models.Q(pause_reason=""), name="campaign_pause_has_reason"
            ),
            models.UniqueConstraint(
                fields=["account", "client_key"], condition=~models.Q(client_key=""), name="campaign_client_key_once"
            ),
        ]
        indexes = [
            models.Index(fields=["project", "-id"], name="campaign_by_project"),
            models.Index(
                fields=["state"],
                condition=models.Q(state__in=["processing", "scheduled", "queued", "running", "paused", "stopped"]),
                name="campaign_alive",
            ),
        ]


class CampaignMaterial(models.Model):
    """A clip of the campaign; several rotate evenly (CAMP-108)."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="clips")
    material = models.ForeignKey(Material, on_delete=models.PROTECT)
    recognition_start_seconds = models.FloatField(default=0)
    order = models.SmallIntegerField(default=0)


class RunKind(models.TextChoices):
    """How a pass over the numbers came about."""

    INITIAL = "initial"
    RESTART = "restart"
    SMART = "smart"


class CampaignRun(models.Model):
    """One pass over a set of numbers, with its frozen snapshot and counters kept by increments.

    total = stop_listed + invalid + cancelled + answered + unanswered + unknown + in process, always.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="runs")
    kind = models.CharField(max_length=8, choices=RunKind.choices, default=RunKind.INITIAL)
    index = models.SmallIntegerField(default=1)
    snapshot = models.JSONField(default=dict)
    planned_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    total = models.IntegerField(default=0)
    replaced_unanswered = models.IntegerField(
        default=0, help_text="how many of them the pass before had left unanswered; the others it had cancelled"
    )
    stop_listed = models.IntegerField(default=0)
    invalid = models.IntegerField(default=0)
    cancelled = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    unanswered = models.IntegerField(default=0)
    unknown = models.IntegerField(default=0)
    leads = models.IntegerField(default=0)
    machines = models.IntegerField(default=0)
    calls_made = models.IntegerField(default=0)
    sms_sent = models.IntegerField(default=0, help_text="parts handed to the carrier")
    sms_delivered = models.IntegerField(default=0)
    cost = models.DecimalField(**AMOUNT, default=0)
    held = models.DecimalField(**AMOUNT, default=0, help_text="set aside for attempts under way")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "index"], name="run_index_once")]


class CampaignJournal(models.Model):
    """Who changed the state, when and why (CAMP-111)."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="journal")
    actor = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True)
    before = models.CharField(max_length=14)
    after = models.CharField(max_length=14)
    reason = models.CharField(max_length=255, blank=True)
    at = models.DateTimeField(default=timezone.now)
