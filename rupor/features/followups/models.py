"""Follow-up cards: what a talk left for the client's own people to do."""

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account, User
from rupor.features.projects.models import Project


class FollowUpState(models.TextChoices):
    """Where a card stands; lawful moves are in `rules.py`."""

    NEW = "new"
    IN_WORK = "in_work"
    DONE = "done"


class FollowUpCard(models.Model):
    """A task about a person, asked for by a flow (FLOW-D5). Call and campaign are plain numbers: their rooms lie above.

    (call, number of the asking fact) is unique, so a fact heard twice makes one card.
    """

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, db_index=False, related_name="follow_ups")
    call_id = models.BigIntegerField()
    call_n = models.IntegerField()
    campaign_id = models.BigIntegerField(null=True, blank=True)
    contact_id = models.BigIntegerField(null=True, blank=True)
    phone = models.CharField(max_length=15)
    person = models.CharField(max_length=255, blank=True, help_text="the name as it was known then")
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=7, choices=FollowUpState.choices, default=FollowUpState.NEW)
    assignee = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    comment = models.TextField(blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call_id", "call_n"], name="follow_up_asked_once"),
            models.CheckConstraint(condition=models.Q(state__in=FollowUpState.values), name="follow_up_state_known"),
        ]
        indexes = [models.Index(fields=["project", "state", "-id"], name="follow_up_by_state")]
