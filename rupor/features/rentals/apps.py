"""Registers the room with Django."""

from django.apps import AppConfig


class RentalsConfig(AppConfig):
    """The room `rentals`."""

    name = "rupor.features.rentals"
    label = "rentals"
    default_auto_field = "django.db.models.BigAutoField"
