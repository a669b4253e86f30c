"""The values of an integration as the form gives them."""

import secrets
from collections.abc import Mapping
from typing import Any

from rupor.features.integrations import queries
from rupor.features.integrations.models import Integration
from rupor.features.integrations.rules import checks

FIELDS = ("name", "method", "body_type", "url", "login", "password", "headers", "params", "body", "secret")


def put(row: Integration, values: Mapping[str, Any]) -> Integration:
    """Writes them into the row and saves it when it can be sent; a password or secret that is not given stays."""
    for name in FIELDS:
        if values.get(name) is not None:
            setattr(row, name, values[name])
    if not row.login:
        row.password = ""
    row.secret = row.secret or secrets.token_urlsafe(32)
    checks.check(queries.hook(row))
    row.save()
    return row
