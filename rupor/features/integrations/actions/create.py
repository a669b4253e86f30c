"""Makes an integration."""

from collections.abc import Mapping
from typing import Any

from rupor.features.integrations.actions import _values
from rupor.features.integrations.models import Integration
from rupor.features.projects.models import Project


def create(*, project: Project, values: Mapping[str, Any]) -> Integration:
    """The new one, active at once, with a secret of its own unless one is given."""
    return _values.put(Integration(account_id=project.account_id, project=project), values)
