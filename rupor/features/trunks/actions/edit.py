"""Changes a trunk."""

from typing import Any

from django.db import transaction

from rupor.features.trunks.actions import _checks
from rupor.features.trunks.models import Trunk


@transaction.atomic
def edit(*, trunk: Trunk, values: dict[str, Any]) -> Trunk:
    """Only the given fields; calls under way go on as they began. Raises RuporError naming the wrong field."""
    for name, value in values.items():
        setattr(trunk, name, value)
    _checks.check(trunk)
    trunk.save()
    return trunk
