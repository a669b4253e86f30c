"""Puts a flow away; campaigns that hold it keep it."""

from rupor.features.flows.models import CallFlow
from rupor.kit import clock, errors


def archive(*, flow: CallFlow) -> CallFlow:
    """The flow, hidden from the active list; archiving twice keeps the first instant."""
    if flow.is_system:
        raise errors.Conflict("flow_is_system")
    if flow.archived_at is None:
        flow.archived_at = clock.now()
        flow.save(update_fields=["archived_at"])
    return flow
