"""What a person hears or reads: clips, spoken texts, message texts."""

from django.db import models
from django.utils import timezone

from rupor.features.accounts.models import Account
from rupor.features.projects.models import Project


class MaterialKind(models.TextChoices):
    """Audio is a fixed clip; tts is a text spoken for each person; text is a message."""

    AUDIO = "audio"
    TTS = "tts"
    TEXT = "text"


class MaterialState(models.TextChoices):
    """The life of a material (MAT)."""

    PROCESSING = "processing"
    MODERATION = "moderation"
    CLARIFICATION = "clarification"
    ACTIVE = "active"
    REJECTED = "rejected"
    FAILED = "failed"


class Material(models.Model):
    """A clip, a spoken text or a message text. Paths are relative to the storage and content-addressed."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="materials")
    kind = models.CharField(max_length=8, choices=MaterialKind.choices)
    name = models.CharField(max_length=255)
    state = models.CharField(max_length=16, choices=MaterialState.choices, default=MaterialState.PROCESSING)
    text = models.TextField(blank=True)
    voice = models.CharField(max_length=64, blank=True)
    original = models.CharField(max_length=255, blank=True, help_text="the file as it was given")
    prompt = models.CharField(max_length=255, blank=True, help_text="8 kHz mono WAV with even loudness")
    duration_seconds = models.FloatField(default=0)
    loudness_dbfs = models.FloatField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)
