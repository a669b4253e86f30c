"""Registers the room with Django."""

from django.apps import AppConfig


class FlowsConfig(AppConfig):
    """The room `flows`."""

    name = "rupor.features.flows"
    label = "flows"
    default_auto_field = "django.db.models.BigAutoField"
