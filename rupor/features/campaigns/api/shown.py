"""How campaigns look from outside."""

from collections.abc import Sequence
from typing import Any

import msgspec

from rupor.features.campaigns import queries
from rupor.features.campaigns.models import Campaign, CampaignRun
from rupor.features.campaigns.rules import figures, states

_PLAIN = (
    *("id", "name", "channel", "state", "pause_reason", "created_at", "started_at", "finished_at", "archived_at"),
    *("speed_per_hour", "restarts", "user_comment", "system_comment"),
)
_SETTINGS = (
    *("routing", "sender", "text", "answer_wait_seconds", "action_wait_seconds", "redial_attempts"),
    *(
        "redial_interval_seconds",
        "busy_after_ring_ends",
        "refusal_again",
        "record_calls",
        "detect_answering_machine",
        "detect_silence",
    ),
    *("lead_limit", "spend_limit", "window", "start_at", "time_zone", "machine_action"),
)


def items(campaigns: Sequence[Campaign]) -> list[dict[str, Any]]:
    """Rows of the list, with one look at the runs."""
    progress = queries.progress([campaign.id for campaign in campaigns])
    return [_item(campaign, progress[campaign.id]) for campaign in campaigns]


def _item(campaign: Campaign, progress: queries.Progress) -> dict[str, Any]:
    size = progress.size
    live = campaign.state in states.LIVE
    return {
        **{name: getattr(campaign, name) for name in _PLAIN},
        "speed_now": progress.speed_now,
        "cost": progress.cost,
        "cost_per_lead": figures.cost_per_lead(cost=progress.cost, leads=progress.leads),
        "lead_count": progress.leads,
        "size": msgspec.to_builtins(size),
        "progress": size.progress,
        "seconds_left": figures.seconds_left(waiting=size.in_process, speed_per_hour=campaign.speed_per_hour)
        if live
        else None,
        "badges": figures.badges(
            records=campaign.record_calls,
            has_window=campaign.window is not None,
            detects_machine=campaign.detect_answering_machine,
            routing=campaign.routing,
            kinds={clip.material.kind for clip in campaign.clips.all()},
        ),
        "flow": campaign.flow if campaign.channel == "voice" else None,
        "allowed": states.allowed(state=campaign.state, archived=campaign.archived_at is not None),
    }


def whole(campaign: Campaign) -> dict[str, Any]:
    """One campaign with its settings, passes and journal."""
    runs = list(campaign.runs.order_by("index"))
    return {
        **items([campaign])[0],
        **{name: getattr(campaign, name) for name in _SETTINGS},
        "materials": [
            {
                "material": clip.material_id,
                "name": clip.material.name,
                "kind": clip.material.kind,
                "recognition_start_seconds": clip.recognition_start_seconds,
            }
            for clip in campaign.clips.select_related("material").order_by("order")
        ],
        "audiences": list(campaign.audiences.order_by("id")),
        "stop_audiences": list(campaign.stop_audiences.order_by("id")),
        "numbers": list(campaign.numbers.order_by("id")),
        "runs": [_run(run, campaign=campaign, is_last=run is runs[-1]) for run in runs],
        "journal": [
            {
                "at": entry.at,
                "actor": entry.actor.email if entry.actor else "",
                "from": entry.before,
                "to": entry.after,
                "reason": entry.reason,
            }
            for entry in campaign.journal.select_related("actor").order_by("id")
        ],
    }


def _run(run: CampaignRun, *, campaign: Campaign, is_last: bool) -> dict[str, Any]:
    counters = {name: getattr(run, name) for name in queries.COUNTERS}
    ended = "finished" if run.finished_at else "stopped"
    return {
        "id": run.id,
        "kind": run.kind,
        "index": run.index,
        "state": campaign.state if is_last else ended,
        "started_at": run.started_at,
        "finished_at": run.finished_at,
        "size": msgspec.to_builtins(figures.size(counters)),
        "cost": run.cost,
    }
