"""Sets limits of an account or of the installation."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from rupor.features.limits import queries, rules
from rupor.features.limits.models import Ceiling
from rupor.kit import live


@transaction.atomic
def set_ceiling(*, account_id: int | None, values: Mapping[str, Any]) -> Ceiling:
    """Those not given stay; None takes the account's own away. In force with the next claim."""
    row = queries.ceiling(account_id=account_id)
    for name, value in values.items():
        setattr(row, name, rules.prefixes(value) if name == "prefixes" and value is not None else value)
    row.save()
    if account_id is not None:
        live.announce(account_id=account_id, payload={"type": "limits"})
    return row
