"""Keeps a flow: a new one, or a new version of one that is there."""

from typing import Any

from django.db import transaction

from rupor.features.flows import queries, rules
from rupor.features.flows.models import CallFlow, CallFlowVersion
from rupor.features.projects.models import Project
from rupor.kit import errors


@transaction.atomic
def save(*, project: Project, flow: CallFlow | None, name: str, document: dict[str, Any]) -> CallFlow:
    """The flow as saved; the first problem of its document is raised with the place it stands at."""
    rules.storable(document)
    for problem in queries.problems(project=project, document=document, own=flow.id if flow else None):
        if rules.forbids_saving(problem):
            place = "" if problem.card is None else f".cards.{problem.card}"
            field = f"document.nodes.{problem.node}{place}" if problem.node else "document"
            raise errors.RuporError(f"flow_{problem.code}", field=field, node=problem.node, card=problem.card)
    if flow is None:
        made = CallFlow.objects.create(account=project.account, project=project, name=name, document=document)
        CallFlowVersion.objects.create(flow=made, version=1, document=document)
        return made
    return _changed(flow, name, document)


def _changed(flow: CallFlow, name: str, document: dict[str, Any]) -> CallFlow:
    """A change of the name alone makes no version."""
    if flow.is_system:
        raise errors.Conflict("flow_is_system")
    locked = CallFlow.objects.select_for_update().get(id=flow.id)
    locked.name = name
    if locked.document != document:
        locked.document = document
        locked.version += 1
        CallFlowVersion.objects.create(flow=locked, version=locked.version, document=document)
    locked.save(update_fields=["name", "document", "version"])
    return locked
