"""Registers the room with Django."""

from django.apps import AppConfig


class NumbersConfig(AppConfig):
    """The room `numbers`."""

    name = "rupor.features.numbers"
    label = "numbers"
    default_auto_field = "django.db.models.BigAutoField"
