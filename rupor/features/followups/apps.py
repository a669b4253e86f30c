"""Registers the room with Django."""

from django.apps import AppConfig


class FollowupsConfig(AppConfig):
    """The room `followups`."""

    name = "rupor.features.followups"
    label = "followups"
    default_auto_field = "django.db.models.BigAutoField"
