"""Freezes what will be said, document and clips as they are now, so that later edits change no running campaign.

The snapshot, made of plain JSON:

    {"flow": {"id", "name", "version"}, "document": {…},
     "clips": {"campaign": [clip, …], "13": clip}}     # keys as the document names them
    clip = {"material", "kind": "audio"|"tts", "prompt", "text", "voice", "duration_seconds",
            "recognition_start_seconds"}

The document holds the nodes of every flow it leads to. An audio clip has a `prompt` (path in the storage); a spoken one
has a `text` with placeholders and a `voice`.
"""

from collections.abc import Sequence
from typing import Any, Protocol

from rupor.engine.flow import cards, inlining
from rupor.engine.flow import document as documents
from rupor.features.flows import queries, rules
from rupor.features.flows.models import CallFlow
from rupor.features.materials.models import Material, MaterialKind, MaterialState
from rupor.kit import errors


class Chosen(Protocol):
    """A clip of the campaign (a row of its materials will do); several rotate evenly."""

    material: Material
    recognition_start_seconds: float


def freeze(*, flow: CallFlow, clips: Sequence[Chosen]) -> dict[str, Any]:
    """The snapshot; raises when a clip may not be dialled or the campaign owes one."""
    document = _whole(flow)
    used = documents.read(document).clips
    if cards.CAMPAIGN_CLIP in used and not clips:
        raise errors.RuporError("flow_campaign_clip_missing", field="materials")
    frozen: dict[str, Any] = {}
    if cards.CAMPAIGN_CLIP in used:
        frozen[cards.CAMPAIGN_CLIP] = [_clip(chosen.material, chosen.recognition_start_seconds) for chosen in clips]
    own = queries.clips(project_id=flow.project_id, keys=used)
    for key in sorted(used - {cards.CAMPAIGN_CLIP}):
        material = own.get(int(key))
        if material is None:
            raise errors.RuporError("flow_clip_not_usable", field="flow", material=key)
        frozen[key] = _clip(material, 0.0)
    return {
        "flow": {"id": flow.id, "name": flow.name, "version": flow.version},
        "document": document,
        "clips": frozen,
    }


def _whole(flow: CallFlow) -> dict[str, Any]:
    """The flow's document with the flows it leads to; raises when one of them is gone or they make a circle."""
    project = flow.project
    if project is None:
        return dict(flow.document)
    return inlining.inlined(
        document=flow.document, own=flow.id, find=lambda number: queries.document_of(project=project, flow_id=number)
    )


def _clip(material: Material, recognition_start_seconds: float) -> dict[str, Any]:
    sounds = material.kind in (MaterialKind.AUDIO, MaterialKind.TTS)
    if not sounds or material.state != MaterialState.ACTIVE or material.archived_at is not None:
        raise errors.RuporError("flow_clip_not_usable", field="materials", material=material.name)
    spoken = material.kind == MaterialKind.TTS
    return {
        "material": material.id,
        "kind": material.kind,
        "prompt": material.prompt,
        "text": material.text if spoken else "",
        "voice": material.voice if spoken else "",
        "duration_seconds": rules.spoken_seconds(material.text) if spoken else material.duration_seconds,
        "recognition_start_seconds": recognition_start_seconds,
    }
