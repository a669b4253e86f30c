"""Registers the room with Django."""

from django.apps import AppConfig


class MaterialsConfig(AppConfig):
    """The room `materials`."""

    name = "rupor.features.materials"
    label = "materials"
    default_auto_field = "django.db.models.BigAutoField"
