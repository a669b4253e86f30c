"""A moderator refuses a material and says why."""

from django.db import transaction

from rupor.features.materials import rules
from rupor.features.materials.models import Material, MaterialState
from rupor.kit import errors, live


@transaction.atomic
def reject(*, material: Material, reason: str) -> Material:
    """The material in its new state; the reason is shown to the customer."""
    if not reason.strip():
        raise errors.RuporError("reason_missing", field="reason")
    locked = Material.objects.select_for_update().get(id=material.id)
    if not rules.may_become(before=locked.state, after=MaterialState.REJECTED):
        raise errors.Conflict("material_move_unlawful", before=locked.state)
    locked.state = MaterialState.REJECTED
    locked.error = reason.strip()[:500]
    locked.save(update_fields=["state", "error"])
    live.announce(account_id=locked.account_id, payload={"type": "material", "id": locked.id, "state": locked.state})
    return locked
