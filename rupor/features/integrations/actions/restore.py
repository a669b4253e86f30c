"""Brings an integration back from the archive."""

from rupor.features.integrations.models import Integration


def restore(*, integration: Integration) -> Integration:
    """The integration, active again."""
    integration.archived_at = None
    integration.save(update_fields=["archived_at"])
    return integration
