"""Proofs of phones, and trials of flows on them."""

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account, User
from rupor.features.projects.models import Project


class PhoneProof(models.Model):
    """A call with a code. The code itself is kept only as its hash."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    phone = models.CharField(max_length=15)
    code_hash = models.CharField(max_length=64)
    tries_left = models.SmallIntegerField(default=5)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True, blank=True)
    stage = models.CharField(max_length=9, default="waiting", help_text="of the call: rules.STAGES")
    outcome = models.CharField(max_length=16, blank=True)

    class Meta:
        indexes = [models.Index(fields=["phone", "created_at"], name="phone_proof_recent")]


class Trial(models.Model):
    """One call of a flow to the user who edits it. `flow_id` is null while the flow has not been saved."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    flow_id = models.BigIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=15)
    attempt = models.BigIntegerField(null=True, blank=True)
    stage = models.CharField(max_length=9, default="waiting", help_text="rules.STAGES")
    outcome = models.CharField(max_length=16, blank=True)
    call = models.JSONField(default=dict, help_text="engine.ports.CallResult as it was told")
    cost = models.CharField(max_length=20, default="0")
    created_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
