"""Puts a material away; campaigns that hold it keep it."""

from rupor.features.materials.models import Material
from rupor.kit import clock


def archive(*, material: Material) -> Material:
    """The material, hidden from the active list; archiving twice keeps the first instant."""
    if material.archived_at is None:
        material.archived_at = clock.now()
        material.save(update_fields=["archived_at"])
    return material
