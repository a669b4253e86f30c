"""Registers the room with Django."""

from django.apps import AppConfig


class ConfirmationsConfig(AppConfig):
    """The room `confirmations`."""

    name = "rupor.features.confirmations"
    label = "confirmations"
    default_auto_field = "django.db.models.BigAutoField"
