"""A project holds the contacts, materials, flows and campaigns of one line of work."""

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account


class Project(models.Model):
    """The folder in which everything but money and numbers lives (PRJ)."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="projects")
    name = models.CharField(max_length=255)
    description = models.CharField(max_length=2000, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)
