"""Adds a trunk."""

from typing import Any

from django.db import transaction

from rupor.features.trunks.actions import _checks
from rupor.features.trunks.models import Trunk


@transaction.atomic
def add(*, values: dict[str, Any]) -> Trunk:
    """The new trunk; gateways begin to use it within seconds. Raises RuporError naming the wrong field."""
    made = Trunk(**values)
    _checks.check(made)
    made.save()
    return made
