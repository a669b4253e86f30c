"""Counts one more start of the installation's dispatcher."""

from dataclasses import dataclass

from django.db import transaction

from rupor.features.deliveries.models import Epoch
from rupor.kit import clock


@dataclass(frozen=True)
class Reign:
    """Which installation, and which start of its dispatcher."""

    installation: str
    number: int


@transaction.atomic
def lead() -> Reign:
    """The new number; the row is made by the first start."""
    Epoch.objects.get_or_create(id=1)
    epoch = Epoch.objects.select_for_update().get(id=1)
    epoch.number += 1
    epoch.led_since = clock.now()
    epoch.save()
    return Reign(installation=str(epoch.installation), number=epoch.number)
