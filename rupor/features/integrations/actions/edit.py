"""Changes an integration; what is queued already is sent by the new settings."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from rupor.features.integrations.actions import _values
from rupor.features.integrations.models import Integration


@transaction.atomic
def edit(*, integration: Integration, values: Mapping[str, Any]) -> Integration:
    """The integration as saved."""
    locked = Integration.objects.select_for_update().select_related("project").get(id=integration.id)
    return _values.put(locked, values)
