"""Registers the room with Django."""

from django.apps import AppConfig


class TrialsConfig(AppConfig):
    """The room `trials`."""

    name = "rupor.features.trials"
    label = "trials"
    default_auto_field = "django.db.models.BigAutoField"
