"""Flows of a project, and everything that is wrong with a document at once."""

import functools
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet

from rupor.engine.flow import cards
from rupor.engine.flow import document as documents
from rupor.engine.flow.checks import Problem
from rupor.engine.flow.graph import Flow
from rupor.features.contacts.models import Audience, AudienceKind
from rupor.features.flows.models import CallFlow
from rupor.features.flows.rules import checking
from rupor.features.integrations import queries as integrations
from rupor.features.materials.models import Material, MaterialKind, MaterialState
from rupor.features.projects.models import Project
from rupor.kit import errors


def flows(*, project: Project, archived: bool = False) -> QuerySet[CallFlow]:
    """The project's flows and, among the active ones, the system's."""
    own = Q(project=project, archived_at__isnull=not archived)
    return CallFlow.objects.filter(own if archived else own | Q(is_system=True)).order_by("-is_system", "-id")


def flow(*, project: Project, flow_id: int) -> CallFlow:
    """A flow that the project may use."""
    found = CallFlow.objects.filter(Q(project=project) | Q(is_system=True), id=flow_id).first()
    if found is None:
        raise errors.NotFound("flow_not_found")
    return found


def system_flow() -> CallFlow:
    """«Воспроизведение»: plays the campaign's clip and ends."""
    return CallFlow.objects.filter(is_system=True).earliest("id")


def problems(*, project: Project, document: object, own: int | None = None) -> list[Problem]:
    """Everything that is wrong with the document of the flow `own` (None: not kept yet), in its nodes' order."""
    return problems_of(project=project, listed=[(own, document)])[0]


def problems_of(*, project: Project, listed: Sequence[tuple[int | None, object]]) -> list[list[Problem]]:
    """The same for many documents with one look at the materials."""
    read = [_readable(document) for _, document in listed]
    wanted = {int(clip) for flow in read if flow for clip in flow.clips if clip.isdecimal()}
    around = checking.Around(
        clips=_clips(project, wanted),
        stop_lists=_stop_lists(project) if any(flow and _stops(flow) for flow in read) else frozenset(),
        integrations=integrations.active(project=project) if any(flow and flow.integrations for flow in read) else {},
        approved_texts=None if project.account.trusted else _approved_texts(project),
        find=functools.cache(lambda number: document_of(project=project, flow_id=number, archived=False)),
    )
    return [
        documents.problems(document=document, known_materials=around.clips.keys())
        + (checking.problems(flow=flow, own=own, around=around) if flow else [])
        for (own, document), flow in zip(listed, read, strict=True)
    ]


def document_of(*, project: Project, flow_id: int, archived: bool = True) -> dict[str, Any] | None:
    """The document of another flow of the project, None when there is none (or, if asked, when it is archived)."""
    found = CallFlow.objects.filter(Q(project=project) | Q(is_system=True), id=flow_id)
    if not archived:
        found = found.filter(archived_at=None)
    return found.values_list("document", flat=True).first()


def _readable(document: object) -> Flow | None:
    try:
        return documents.read(document)
    except errors.RuporError:
        return None


def _clips(project: Project, ids: Iterable[int]) -> dict[int, checking.Clip]:
    known = Material.objects.filter(project=project, id__in=ids, kind__in=[MaterialKind.AUDIO, MaterialKind.TTS])
    return {
        material.id: checking.Clip(
            usable=material.state == MaterialState.ACTIVE and material.archived_at is None,
            text=material.text if material.kind == MaterialKind.TTS else None,
        )
        for material in known
    }


def _approved_texts(project: Project) -> frozenset[str]:
    """Texts a moderator let pass; an account that is trusted needs none (MOD-012)."""
    passed = Material.objects.filter(
        project=project, kind=MaterialKind.TEXT, state=MaterialState.ACTIVE, archived_at=None
    )
    return frozenset(text.strip() for text in passed.values_list("text", flat=True))


def _stop_lists(project: Project) -> frozenset[str]:
    names = Audience.objects.filter(project=project, kind=AudienceKind.STOP).values_list("name", flat=True)
    return frozenset(names)


def _stops(flow: Flow) -> bool:
    return any(isinstance(card, cards.Stop) and card.stop_list for _, _, card in flow.cards)


def clips(*, project_id: int | None, keys: Iterable[str]) -> dict[int, Material]:
    """Materials that a flow itself plays, by the keys it names them with."""
    wanted = [int(clip) for clip in keys if clip.isdecimal()]
    return Material.objects.filter(project=project_id, id__in=wanted).in_bulk()
