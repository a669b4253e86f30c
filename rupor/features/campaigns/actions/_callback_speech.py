"""The order of a call that came to us: by the campaign that had called the person, or by the number itself."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import msgspec
from django.db.models import Q

from rupor import settings
from rupor.engine import ports
from rupor.features.campaigns.actions import _freeze
from rupor.features.campaigns.models import CampaignRun
from rupor.features.campaigns.rules import callbacks
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.deliveries.rules import orders
from rupor.features.deliveries.rules.terms import Terms
from rupor.features.flows.actions import freeze as freezing
from rupor.features.flows.models import CallFlow
from rupor.features.materials.models import Material
from rupor.features.numbers.queries import Route
from rupor.features.projects.models import Project
from rupor.kit import errors

_ACTION_WAIT_SECONDS = 7
_TAKEN_WITHIN = timedelta(seconds=60)
_ANSWER_WAIT_SECONDS = 32  # the caller's ACK comes at once or never


@dataclass(frozen=True)
class Heard:
    """The order, and what its attempt belongs to; a call to the number itself is of no campaign."""

    order: ports.CallOrder
    project: int
    campaign: int | None
    run: int | None
    comment: str


def chosen(*, route: Route, caller: str, called: str, private: bool, now: datetime) -> Heard | None:
    """None when nothing was set for such a caller; raises RuporError for what cannot be played now."""
    return _of_campaign(route, caller, called, now) or _of_number(route, "" if private else caller, called, now)


def _of_campaign(route: Route, caller: str, called: str, now: datetime) -> Heard | None:
    if not caller or route.kind == "personal":
        return None
    held = Q(campaign_id__in=route.campaigns)
    if route.kind == "rented":
        held = Q(account_id=route.account_id, campaign__channel="voice")
    runs = CampaignRun.objects.filter(held, campaign__deleted_at__isnull=True).values_list("id", flat=True)
    last = delivery_queries.last_call(runs=list(runs), phone=caller, caller=called)
    if last is None:
        return None
    terms = msgspec.convert(CampaignRun.objects.get(id=last.run).snapshot, Terms)
    order = orders.call_order(
        attempt=0, phone=caller, caller=called, own=last.order, not_after=now + _TAKEN_WITHIN, terms=terms
    )
    return Heard(
        order=msgspec.structs.replace(callbacks.of_caller(order), answer_wait_seconds=_ANSWER_WAIT_SECONDS),
        project=terms.project,
        campaign=last.campaign,
        run=last.run,
        comment=_comment(terms.name),
    )


def _of_number(route: Route, caller: str, called: str, now: datetime) -> Heard | None:
    flow = _own_flow(route, route.account_id) if route.account_id else None
    if flow is None or route.account_id is None:
        return None
    project = flow.project_id or _first_project(route.account_id)
    frozen = freezing.freeze(flow=flow, clips=[])
    forwarded = not flow.project_id
    longest = settings.load().voice_max_talk_seconds if forwarded else _freeze.longest(frozen, _ACTION_WAIT_SECONDS)
    terms = msgspec.convert(
        {
            **frozen,
            "account": route.account_id,
            "project": project,
            "campaign": 0,
            "run": 0,
            "channel": "voice",
            "name": flow.name,
            "answer_wait_seconds": _ANSWER_WAIT_SECONDS,
            "max_talk_seconds": longest,
        },
        Terms,
    )
    person = orders.Person(target=0, phone=caller, number=0, material=None, fields={"phone": caller})
    draft = orders.draft(person=person, terms=terms, caller=called, sender="")
    if isinstance(draft, orders.Unfit):
        raise errors.RuporError("callback_clip_needs_fields", reason=draft.reason)
    order = orders.call_order(
        attempt=0, phone=caller, caller=called, own=draft.own, not_after=now + _TAKEN_WITHIN, terms=terms
    )
    return Heard(
        order=callbacks.of_caller(order),
        project=project,
        campaign=None,
        run=None,
        comment=_comment(flow.name or called),
    )


def _own_flow(route: Route, account_id: int) -> CallFlow | None:
    """What was chosen for the number, as a flow; one without a project leads to the number's owner."""
    if route.flow_id:
        own = CallFlow.objects.filter(id=route.flow_id, project__account_id=account_id, archived_at__isnull=True)
        return own.first()
    if route.clip_id:
        clip = Material.objects.filter(id=route.clip_id, account_id=account_id).select_related("project").first()
        return _made(callbacks.clip_flow(clip.id), project=clip.project, name=clip.name) if clip else None
    if route.kind in ("personal", "rented") and route.forward_to:
        return _made(callbacks.forward_flow(route.forward_to))
    return None


def _made(document: dict[str, Any], *, project: Project | None = None, name: str = "") -> CallFlow:
    return CallFlow(id=0, project=project, name=name, document=document, version=1)


def _first_project(account_id: int) -> int:
    return Project.objects.filter(account_id=account_id).order_by("id").values_list("id", flat=True).first() or 0


def _comment(name: str) -> str:
    return f"{name}: входящий звонок"[:255]
