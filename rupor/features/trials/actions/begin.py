"""Calls the user and carries the flow out: «Проверить сценарий»."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from rupor import settings
from rupor.engine import ports
from rupor.engine.flow import duration, placeholders
from rupor.features.accounts.models import User
from rupor.features.billing import queries as money_queries
from rupor.features.deliveries.actions.place_call import place_call
from rupor.features.flows import queries as flow_queries
from rupor.features.flows.actions import freeze
from rupor.features.flows.models import CallFlow
from rupor.features.materials.models import Material
from rupor.features.projects.models import Project
from rupor.features.trials import queries, rules
from rupor.features.trials.models import Trial
from rupor.kit import errors

PURPOSE = "trial"
_WAIT_SECONDS = 7


@dataclass
class _Chosen:
    material: Material
    recognition_start_seconds: float = 0.0


@transaction.atomic
def begin(
    *,
    project: Project,
    user: User,
    flow: CallFlow,
    document: dict[str, Any] | None,
    materials: Sequence[int],
    now: datetime,
) -> Trial:
    """The trial just begun. `document` is what the editor holds when it differs from the saved one; it must have no
    problems. Raises NoFunds when the balance does not cover the call."""
    if not user.phone or user.phone_confirmed_at is None:
        raise errors.Conflict("trial_no_phone")
    User.objects.select_for_update().get(id=user.id)
    if queries.trials_in_hour(user=user, now=now) >= rules.MOST_TRIALS_AN_HOUR:
        raise errors.Conflict("trial_too_often", most=rules.MOST_TRIALS_AN_HOUR)
    shown = flow if document is None else CallFlow(id=flow.id, project=project, name=flow.name, document=document)
    for problem in flow_queries.problems(project=project, document=shown.document, own=shown.id):
        if not problem.warning:
            raise errors.RuporError(f"flow_{problem.code}", field="document", node=problem.node)
    clips = [_Chosen(material) for material in queries.clips(project=project, ids=materials)]
    frozen = freeze.freeze(flow=shown, clips=clips)
    made = Trial.objects.create(
        account_id=project.account_id, project=project, user=user, flow_id=flow.id, phone=user.phone, created_at=now
    )
    made.attempt = place_call(
        order=_order(made, frozen, now),
        purpose=PURPOSE,
        asker=made.id,
        rate=money_queries.rate(account_id=project.account_id, service="call"),
        project=project.id,
        comment=f"Проверка сценария «{flow.name}»"[:255],
    )
    made.save(update_fields=["attempt"])
    return made


def _order(made: Trial, frozen: Mapping[str, Any], now: datetime) -> ports.CallOrder:
    known = queries.variables(project=made.project, user=made.user)
    chosen = {key: clip[0] if isinstance(clip, list) else clip for key, clip in frozen["clips"].items()}
    return ports.CallOrder(
        attempt=0,
        account=made.account_id,
        campaign=0,
        phone=made.phone,
        caller=queries.caller(account=made.account, called=made.phone),
        flow=frozen["document"],
        clips={key: _clip(clip, known) for key, clip in chosen.items()},
        not_after=now + rules.CALLED_WITHIN,
        answer_wait_seconds=rules.ANSWER_WAIT_SECONDS,
        action_wait_seconds=_WAIT_SECONDS,
        max_talk_seconds=_longest(frozen["document"], chosen),
        variables=dict(known),
    )


def _clip(clip: Mapping[str, Any], known: Mapping[str, str]) -> ports.Clip:
    return ports.Clip(
        material=clip["material"],
        prompt=clip["prompt"],
        text=placeholders.fill(text=clip["text"], values=known),
        voice=clip["voice"],
        recognition_start_seconds=clip["recognition_start_seconds"],
    )


def _longest(document: object, chosen: Mapping[str, Mapping[str, Any]]) -> int:
    seconds = {key: clip["duration_seconds"] for key, clip in chosen.items()}
    longest = duration.longest_seconds(document=document, clip_seconds=seconds, action_wait_seconds=_WAIT_SECONDS)
    return min(math.ceil(longest * 1.2) + 10, settings.load().voice_max_talk_seconds)
