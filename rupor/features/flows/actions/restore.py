"""Brings a flow back from the archive."""

from rupor.features.flows.models import CallFlow


def restore(*, flow: CallFlow) -> CallFlow:
    """The flow in the active list again."""
    flow.archived_at = None
    flow.save(update_fields=["archived_at"])
    return flow
