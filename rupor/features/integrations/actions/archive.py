"""Puts an integration away: flows with it cannot be saved, and nothing more is told to it."""

from rupor.features.integrations.models import Integration
from rupor.kit import clock


def archive(*, integration: Integration) -> Integration:
    """The integration; archiving twice keeps the first instant."""
    if integration.archived_at is None:
        integration.archived_at = clock.now()
        integration.save(update_fields=["archived_at"])
    return integration
