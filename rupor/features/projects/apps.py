"""Registers the room with Django."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """The room `projects`."""

    name = "rupor.features.projects"
    label = "projects"
    default_auto_field = "django.db.models.BigAutoField"
