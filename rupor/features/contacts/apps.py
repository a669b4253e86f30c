"""Registers the room with Django."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """The room `contacts`."""

    name = "rupor.features.contacts"
    label = "contacts"
    default_auto_field = "django.db.models.BigAutoField"
