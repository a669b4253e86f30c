"""Registers the room with Django."""

from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    """The room `campaigns`."""

    name = "rupor.features.campaigns"
    label = "campaigns"
    default_auto_field = "django.db.models.BigAutoField"
