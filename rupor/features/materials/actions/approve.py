"""A moderator lets a material through."""

from django.db import transaction

from rupor.features.materials import rules
from rupor.features.materials.models import Material, MaterialState
from rupor.kit import errors, live


@transaction.atomic
def approve(*, material: Material) -> Material:
    """The material in its new state; two moderators cannot decide one item."""
    locked = Material.objects.select_for_update().get(id=material.id)
    if not rules.may_become(before=locked.state, after=MaterialState.ACTIVE):
        raise errors.Conflict("material_move_unlawful", before=locked.state)
    locked.state = MaterialState.ACTIVE
    locked.error = ""
    locked.save(update_fields=["state", "error"])
    live.announce(account_id=locked.account_id, payload={"type": "material", "id": locked.id, "state": locked.state})
    return locked
