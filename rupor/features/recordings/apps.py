"""Registers the room with Django."""

from django.apps import AppConfig


class RecordingsConfig(AppConfig):
    """The room `recordings`."""

    name = "rupor.features.recordings"
    label = "recordings"
    default_auto_field = "django.db.models.BigAutoField"
