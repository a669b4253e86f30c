"""Registers the room with Django."""

from django.apps import AppConfig


class TrunksConfig(AppConfig):
    """The room `trunks`."""

    name = "rupor.features.trunks"
    label = "trunks"
    default_auto_field = "django.db.models.BigAutoField"
