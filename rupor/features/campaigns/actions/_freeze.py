"""The terms of a run, frozen: what is said, how, and at what price."""

import math
from collections.abc import Mapping
from typing import Any

import msgspec

from rupor import settings
from rupor.engine.flow import duration
from rupor.engine.ports import Channel
from rupor.features.billing import queries as money_queries
from rupor.features.campaigns.models import Campaign, CampaignRun
from rupor.features.campaigns.rules import limits
from rupor.features.deliveries.rules.terms import Terms
from rupor.features.flows.actions import freeze as freezing
from rupor.kit import errors

_SPARE = 1.2
_SPARE_SECONDS = 10


def freeze(*, campaign: Campaign, run: CampaignRun) -> dict[str, Any]:
    """Terms as JSON. The rates of a run under way stay as they were at its launch (BILL-082)."""
    rates = {name: run.snapshot[name] for name in ("call_rate", "sms_rate") if name in run.snapshot}
    if not rates:
        tariff = money_queries.tariff(account_id=campaign.account_id)
        rates = {"call_rate": tariff[limits.call_service(campaign.routing)], "sms_rate": tariff["sms"]}
    said = speech(campaign) if campaign.channel == Channel.VOICE else {}
    terms = msgspec.convert(
        {
            "account": campaign.account_id,
            "project": campaign.project_id,
            "campaign": campaign.id,
            "run": run.id,
            "channel": campaign.channel,
            "name": campaign.name,
            "sender": campaign.sender,
            "text": campaign.text,
            "answer_wait_seconds": campaign.answer_wait_seconds,
            "action_wait_seconds": campaign.action_wait_seconds,
            "record": campaign.record_calls,
            "detect_machine": campaign.detect_answering_machine,
            "detect_silence": campaign.detect_silence,
            "machine_action": campaign.machine_action,
            "ladder": {
                "extra": campaign.redial_attempts,
                "interval_seconds": campaign.redial_interval_seconds,
                "busy_after_ring_ends": campaign.busy_after_ring_ends,
                "refusal_again": campaign.refusal_again,
            },
            "numbers": list(campaign.numbers.values_list("id", flat=True)),
            "routing": campaign.routing,
            "stop_audiences": list(campaign.stop_audiences.values_list("id", flat=True)),
            **msgspec.to_builtins(rates),
            **said,
        },
        Terms,
    )
    frozen: dict[str, Any] = msgspec.to_builtins(terms)
    return frozen


def speech(campaign: Campaign) -> dict[str, Any]:
    """The flow with its clips, and the longest talk it may become."""
    if campaign.flow is None:
        raise errors.RuporError("campaign_flow_missing", field="flow")
    clips = list(campaign.clips.select_related("material").order_by("order"))
    frozen = freezing.freeze(flow=campaign.flow, clips=clips)
    return {**frozen, "max_talk_seconds": longest(frozen, campaign.action_wait_seconds)}


def longest(frozen: Mapping[str, Any], action_wait_seconds: int) -> int:
    """The flow's longest path with something to spare, within the installation's bound: a call is cut there."""
    seconds = {
        key: max(each["duration_seconds"] for each in (clip if isinstance(clip, list) else [clip]))
        for key, clip in frozen["clips"].items()
    }
    seconds_of_path = duration.longest_seconds(
        document=frozen["document"], clip_seconds=seconds, action_wait_seconds=action_wait_seconds
    )
    return min(math.ceil(seconds_of_path * _SPARE) + _SPARE_SECONDS, settings.load().voice_max_talk_seconds)
