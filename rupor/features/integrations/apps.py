"""Registers the room with Django."""

from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    """The room `integrations`."""

    name = "rupor.features.integrations"
    label = "integrations"
    default_auto_field = "django.db.models.BigAutoField"
