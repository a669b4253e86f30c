"""Gives a material another name."""

from rupor.features.materials.models import Material


def rename(*, material: Material, name: str) -> Material:
    """The material under its new name."""
    material.name = name
    material.save(update_fields=["name"])
    return material
