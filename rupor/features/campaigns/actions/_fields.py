"""Writes a campaign's settings; lists of things are looked up in its own project and account."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from rupor.features.campaigns.models import Campaign, CampaignMaterial
from rupor.features.campaigns.rules import limits
from rupor.features.contacts.models import Audience, AudienceKind
from rupor.features.flows import queries as flow_queries
from rupor.features.materials.models import Material, MaterialKind
from rupor.features.numbers.models import PhoneNumber
from rupor.kit import errors

PLAIN = (
    *("name", "routing", "sender", "text", "speed_per_hour", "answer_wait_seconds", "action_wait_seconds"),
    *("redial_attempts", "redial_interval_seconds", "record_calls", "detect_answering_machine", "detect_silence"),
    *("lead_limit", "spend_limit", "window", "start_at", "time_zone", "machine_action", "busy_after_ring_ends"),
    "refusal_again",
)


def write(campaign: Campaign, values: Mapping[str, Any]) -> None:
    """Checks and saves the given settings; those not given stay."""
    limits.check(channel=campaign.channel, values=values)
    for name in PLAIN:
        if name in values:
            setattr(campaign, name, values[name])
    if "flow" in values:
        campaign.flow = _flow(campaign, values["flow"])
    campaign.save()
    if "audiences" in values:
        campaign.audiences.set(_audiences(campaign, values["audiences"], AudienceKind.CONTACTS, "audiences"))
    if "stop_audiences" in values:
        campaign.stop_audiences.set(_audiences(campaign, values["stop_audiences"], AudienceKind.STOP, "stop_audiences"))
    if "numbers" in values:
        campaign.numbers.set(_numbers(campaign, values["numbers"]))
    if "materials" in values:
        _write_clips(campaign, values["materials"])


def _flow(campaign: Campaign, flow_id: int | None) -> Any:
    if flow_id is None:
        return None
    return flow_queries.flow(project=campaign.project, flow_id=flow_id)


def _audiences(campaign: Campaign, ids: Sequence[int], kind: AudienceKind, field: str) -> list[Audience]:
    found = list(Audience.objects.filter(project_id=campaign.project_id, id__in=ids, kind=kind))
    _complete(ids, [each.id for each in found], code="campaign_audience_not_found", field=field)
    return found


def _numbers(campaign: Campaign, ids: Sequence[int]) -> list[PhoneNumber]:
    usable = Q(account_id=campaign.account_id) | Q(account__isnull=True)
    found = list(PhoneNumber.objects.filter(usable, id__in=ids))
    _complete(ids, [each.id for each in found], code="campaign_number_not_found", field="numbers")
    return found


def _write_clips(campaign: Campaign, clips: Sequence[Mapping[str, Any]]) -> None:
    ids = [clip["material"] for clip in clips]
    kinds = [MaterialKind.AUDIO, MaterialKind.TTS]
    found = {
        each.id: each for each in Material.objects.filter(project_id=campaign.project_id, id__in=ids, kind__in=kinds)
    }
    _complete(ids, list(found), code="campaign_material_not_found", field="materials")
    campaign.clips.all().delete()
    CampaignMaterial.objects.bulk_create(
        CampaignMaterial(
            campaign=campaign,
            material=found[clip["material"]],
            recognition_start_seconds=clip.get("recognition_start_seconds", 0.0),
            order=place,
        )
        for place, clip in enumerate(clips)
    )


def _complete(asked: Sequence[int], found: Sequence[int], *, code: str, field: str) -> None:
    lacking = sorted(set(asked) - set(found))
    if lacking:
        raise errors.RuporError(code, field=field, id=lacking[0])
