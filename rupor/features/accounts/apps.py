"""Registers the room with Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The room `accounts`."""

    name = "rupor.features.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
