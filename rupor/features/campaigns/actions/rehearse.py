"""Walks a flow of the project by typed answers, with names and prices; nothing is called, kept or paid."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from rupor.engine.flow import document as documents
from rupor.engine.flow import inlining
from rupor.engine.flow.graph import Flow
from rupor.engine.flow.rehearsal import Happening, Rehearsal
from rupor.engine.text import parts
from rupor.features.billing import queries as money_queries
from rupor.features.billing import rules as pricing
from rupor.features.flows import queries as flow_queries
from rupor.features.flows import rules as flow_rules
from rupor.features.materials.models import Material, MaterialKind
from rupor.features.projects.models import Project

# A campaign's own clip is not known before the campaign is.
CAMPAIGN_CLIP_SECONDS = 15.0


def rehearse(
    *,
    project: Project,
    document: Mapping[str, Any],
    answers: Sequence[str],
    fields: Mapping[str, str],
    action_wait_seconds: int,
) -> dict[str, Any]:
    """The lines of the walk, how long it lasted, and what it would cost by the account's tariff. A document with
    mistakes of form raises the first of them."""
    flow = documents.read(
        inlining.inlined(
            document=document,
            find=lambda number: flow_queries.document_of(project=project, flow_id=number, archived=False),
        )
    )
    clips = flow_queries.clips(project_id=project.id, keys=flow.clips)
    walk = Rehearsal(
        flow=flow,
        clip_seconds=_seconds(flow, clips),
        action_wait_seconds=action_wait_seconds,
        variables=fields,
    )
    happened = walk.start()
    for answer in answers:
        happened += walk.feed(answer)
    return {
        "steps": [_line(each, clips) for each in happened],
        "ended": walk.ended,
        "talk_seconds": walk.seconds,
        **_prices(project, walk),
    }


def _seconds(flow: Flow, clips: Mapping[int, Material]) -> dict[str, float]:
    known = {
        str(number): flow_rules.spoken_seconds(clip.text) if clip.kind == MaterialKind.TTS else clip.duration_seconds
        for number, clip in clips.items()
    }
    return {key: known.get(key, CAMPAIGN_CLIP_SECONDS) for key in flow.clips}


def _line(happening: Happening, clips: Mapping[int, Material]) -> dict[str, Any]:
    """Clips are told by name, spoken ones with their text."""
    line = asdict(happening)
    clip = clips.get(int(happening.text)) if happening.kind == "play" and happening.text.isdecimal() else None
    if clip is not None:
        line |= {"text": clip.name, "more": clip.text}
    return line


def _prices(project: Project, walk: Rehearsal) -> dict[str, Any]:
    tariff = money_queries.tariff(account_id=project.account_id)
    call = pricing.call_price(seconds=walk.seconds, rate=tariff["call"])
    if walk.operator_seconds:
        call += pricing.call_price(seconds=walk.operator_seconds, rate=tariff["call"])
    count = sum(_parts(walk.messages))
    sms = pricing.sms_price(parts=count, rate=tariff["sms"])
    return {"sms_parts": count, "call_price": call, "sms_price": sms, "price": call + sms}


def _parts(texts: Iterable[str]) -> Iterable[int]:
    return (parts.parts(text=text).count for text in texts)
