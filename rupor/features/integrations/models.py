"""Integrations of a project with other systems, and every request that was made for them."""

import uuid

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account
from rupor.features.projects.models import Project


class Method(models.TextChoices):
    """How the other system is asked."""

    POST = "POST"
    GET = "GET"


class BodyType(models.TextChoices):
    """How the values travel in a POST."""

    FORM_DATA = "formdata"
    JSON = "json"
    URLENCODED = "urlencoded"


class Integration(models.Model):
    """A webhook: where to, how, and with which values (WHK, entity Integration). Texts may hold `{{variable}}`."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="integrations")
    name = models.CharField(max_length=255)
    method = models.CharField(max_length=4, choices=Method.choices, default=Method.POST)
    body_type = models.CharField(max_length=10, choices=BodyType.choices, default=BodyType.FORM_DATA)
    url = models.CharField(max_length=2000)
    login = models.CharField(max_length=255, blank=True)
    password = models.CharField(max_length=255, blank=True)
    headers = models.JSONField(default=list, help_text='[{"name", "value"}]')
    params = models.JSONField(default=list, help_text='[{"name", "value"}]')
    body = models.TextField(blank=True, help_text="a JSON text of one's own in place of the params")
    secret = models.CharField(max_length=64, help_text="signs every request")
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)


class DeliveryState(models.TextChoices):
    """waiting (for the end of the call) → queued → sent or failed; repeating by hand queues it anew."""

    WAITING = "waiting"
    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"


class WebhookDelivery(models.Model):
    """One thing to be told to another system: at least once, always under the same event's number.

    `call_id` is a plain number: the room of calls lies above. (call, number of the asking fact) is unique, so a fact
    heard twice asks once.
    """

    integration = models.ForeignKey(Integration, on_delete=models.CASCADE, related_name="deliveries")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, db_index=False)
    event_id = models.UUIDField(default=uuid.uuid4, unique=True)
    event = models.CharField(max_length=16, default="flow")
    call_id = models.BigIntegerField(null=True, blank=True)
    call_n = models.IntegerField(null=True, blank=True)
    phone = models.CharField(max_length=15, blank=True)
    variables = models.JSONField(default=dict)
    state = models.CharField(max_length=7, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    attempts = models.SmallIntegerField(default=0)
    code = models.SmallIntegerField(default=0, help_text="of the last answer; 0: nobody answered")
    failure = models.CharField(max_length=32, blank=True)
    request = models.TextField(blank=True, help_text="the last request, shortened, without secrets")
    answer = models.TextField(blank=True, help_text="the beginning of the last answer")
    next_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    tried_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call_id", "call_n"], condition=models.Q(call_id__isnull=False), name="webhook_asked_once"
            ),
            models.CheckConstraint(condition=models.Q(state__in=DeliveryState.values), name="webhook_state_known"),
        ]
        indexes = [
            models.Index(fields=["integration", "-id"], name="webhook_journal"),
            models.Index(fields=["next_at"], condition=models.Q(state="queued"), name="webhook_due"),
            models.Index(fields=["call_id"], condition=models.Q(state="waiting"), name="webhook_waiting"),
        ]
