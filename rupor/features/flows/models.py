"""Call flows: what the robot says and how it reacts, as a versioned document."""

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account
from rupor.features.projects.models import Project


class CallFlow(models.Model):
    """A named flow with its newest document; earlier ones stay as versions. The system flow has no project."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, blank=True, related_name="flows")
    name = models.CharField(max_length=255)
    document = models.JSONField()
    version = models.IntegerField(default=1)
    is_system = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_system=True) | models.Q(project__isnull=False), name="flow_has_project"
            )
        ]


class CallFlowVersion(models.Model):
    """A document as it was saved."""

    flow = models.ForeignKey(CallFlow, on_delete=models.CASCADE, related_name="versions")
    version = models.IntegerField()
    document = models.JSONField()
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["flow", "version"], name="flow_version_once")]
