"""Registers the room with Django."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    """The room `limits`."""

    name = "rupor.features.limits"
    label = "limits"
    default_auto_field = "django.db.models.BigAutoField"
