"""People and lists: one phone is one contact in a project, audiences hold memberships, stop-lists beat everything.

A million rows come at once here, and row-by-row checks of foreign keys would cost more than all else together:
triggers of the migrations check each statement's rows as a set instead.
"""

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account
from rupor.features.projects.models import Project


class FieldType(models.TextChoices):
    """What a contact field holds."""

    STRING = "string"
    INT = "int"
    DATE = "date"
    EMAIL = "email"
    CHOICE = "choice"
    BOOL = "bool"
    URL = "url"


class ContactField(models.Model):
    """A named value of contacts, insertable in texts as `{{variable}}`."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="fields")
    name = models.CharField(max_length=64)
    variable = models.CharField(max_length=64)
    type = models.CharField(max_length=8, choices=FieldType.choices, default=FieldType.STRING)
    system = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "variable"], name="field_variable_once")]


class Contact(models.Model):
    """A person, known by the phone: E.164 digits without «+»."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, db_index=False, db_constraint=False)
    phone = models.CharField(max_length=15)
    surname = models.CharField(max_length=100, blank=True)
    name = models.CharField(max_length=100, blank=True)
    second_name = models.CharField(max_length=100, blank=True)
    birthdate = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=8, blank=True)
    email = models.CharField(max_length=254, blank=True)
    link = models.CharField(max_length=500, blank=True)
    custom = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["project", "phone"], name="contact_phone_once")]


class AudienceKind(models.TextChoices):
    """Whether the list is for reaching people or for leaving them alone."""

    CONTACTS = "contacts"
    STOP = "stop"


class AudienceState(models.TextChoices):
    """The life of a list."""

    PROCESSING = "processing"
    ACTIVE = "active"
    ARCHIVED = "archived"
    TRASHED = "trashed"
    FAILED = "failed"


class Audience(models.Model):
    """A list of contacts (or a named stop-list) of a project."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="audiences")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=8, choices=AudienceKind.choices, default=AudienceKind.CONTACTS)
    is_global_stop = models.BooleanField(default=False)
    hidden = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=AudienceState.choices, default=AudienceState.PROCESSING)
    contacts_count = models.IntegerField(default=0)
    reports_count = models.IntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)


class AudienceMember(models.Model):
    """A contact's place in a list."""

    pk = models.CompositePrimaryKey("audience_id", "contact_id")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False, db_constraint=False)
    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, db_index=False, db_constraint=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, db_constraint=False)
    added_at = models.DateTimeField(default=timezone.now)


class StopSource(models.TextChoices):
    """How a number came into a stop-list."""

    MANUAL = "manual"
    IMPORT = "import"
    FLOW = "flow"
    SMS_REPLY = "sms_reply"
    API = "api"


class StopEntry(models.Model):
    """A number the account never contacts. `campaign_id` is a plain number: the campaign's room lies above."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, db_index=False)
    phone = models.CharField(max_length=15)
    source = models.CharField(max_length=10, choices=StopSource.choices)
    campaign_id = models.BigIntegerField(null=True, blank=True)
    comment = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "phone"], name="stop_phone_once")]


class ImportState(models.TextChoices):
    """The life of an import."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class ContactImport(models.Model):
    """One file or pasted text brought into an audience, with a verdict for every row."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    audience = models.ForeignKey(Audience, on_delete=models.CASCADE, related_name="imports")
    file_name = models.CharField(max_length=255, blank=True)
    source = models.CharField(max_length=255, help_text="path of the uploaded file in the storage")
    mapping = models.JSONField(default=dict)
    encoding = models.CharField(max_length=16, blank=True)
    has_header = models.BooleanField(default=True)
    policy = models.CharField(max_length=10, default="fill")
    state = models.CharField(max_length=8, choices=ImportState.choices, default=ImportState.QUEUED)
    counts = models.JSONField(default=dict)
    verdict = models.CharField(max_length=255, blank=True, help_text="path of the verdict file in the storage")
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
