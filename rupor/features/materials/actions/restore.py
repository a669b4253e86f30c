"""Brings a material back from the archive."""

from rupor.features.materials.models import Material


def restore(*, material: Material) -> Material:
    """The material in the active list again, in the state it had."""
    material.archived_at = None
    material.save(update_fields=["archived_at"])
    return material
