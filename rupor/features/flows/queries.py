"""Flows of a project, and everything that is wrong with a document at once."""

from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from rupor.engine.flow import cards, placeholders
from rupor.engine.flow import document as documents
from rupor.engine.flow.checks import Problem
from rupor.engine.flow.graph import Flow
from rupor.features.contacts.models import Audience, AudienceKind
from rupor.features.flows.models import CallFlow
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


def problems(*, project: Project, document: object) -> list[Problem]:
    """Everything that is wrong with the document, in the order of its nodes' making."""
    return problems_of(project=project, listed=[document])[0]


def problems_of(*, project: Project, listed: list[object]) -> list[list[Problem]]:
    """The same for many documents with one look at the materials."""
    read = [_readable(document) for document in listed]
    wanted = {int(clip) for flow in read if flow for clip in flow.clips if clip.isdecimal()}
    playable = _playable(project, wanted)
    lists = _stop_lists(project) if any(flow and _stops(flow) for flow in read) else frozenset[str]()
    return [
        documents.problems(document=document, known_materials=playable.keys()) + _room_problems(flow, playable, lists)
        for document, flow in zip(listed, read, strict=True)
    ]


def _readable(document: object) -> Flow | None:
    try:
        return documents.read(document)
    except errors.RuporError:
        return None


def _playable(project: Project, ids: Iterable[int]) -> dict[int, bool]:
    """Known clips of the project: id → whether it may be dialled now."""
    known = Material.objects.filter(project=project, id__in=ids, kind__in=[MaterialKind.AUDIO, MaterialKind.TTS])
    return {material.id: material.state == MaterialState.ACTIVE and material.archived_at is None for material in known}


def _stop_lists(project: Project) -> frozenset[str]:
    names = Audience.objects.filter(project=project, kind=AudienceKind.STOP).values_list("name", flat=True)
    return frozenset(names)


def _stops(flow: Flow) -> bool:
    return any(isinstance(card, cards.Stop) and card.stop_list for _, _, card in _cards(flow))


def _cards(flow: Flow) -> Iterable[tuple[str, int, cards.Card]]:
    return ((node.id, place, card) for node in flow.nodes.values() for place, card in enumerate(node.cards))


def _room_problems(flow: Flow | None, playable: Mapping[int, bool], stop_lists: frozenset[str]) -> list[Problem]:
    found: list[Problem] = []
    for node, place, card in _cards(flow) if flow else ():
        if code := _card_problem(card, playable, stop_lists):
            found.append(Problem(node=node, card=place, code=code))
    return found


def _card_problem(card: cards.Card, playable: Mapping[int, bool], stop_lists: frozenset[str]) -> str:
    match card:
        case cards.Play(clip=clip) if clip.isdecimal() and playable.get(int(clip)) is False:
            return "play_clip_inactive"
        case cards.Stop(stop_list=name) if name and name not in stop_lists:
            return "stop_list_unknown"
        case cards.Message(text=text) if "{{" in (bare := placeholders.fill(text=text, values={})) or "}}" in bare:
            return "message_placeholder_spoilt"
    return ""


def clips(*, flow: CallFlow) -> dict[int, Material]:
    """Materials that the flow itself plays."""
    wanted = [int(clip) for clip in documents.read(flow.document).clips if clip.isdecimal()]
    return Material.objects.filter(project=flow.project_id, id__in=wanted).in_bulk()
