"""Everything that forbids the launch, at once, each with the tab of the wizard where it is mended (CAMP-112)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rupor import settings
from rupor.engine.text import parts as counting
from rupor.features.billing import queries as money_queries
from rupor.features.billing import rules as pricing
from rupor.features.campaigns import queries
from rupor.features.campaigns.actions import _freeze
from rupor.features.campaigns.models import Campaign
from rupor.features.campaigns.rules import limits
from rupor.features.contacts.models import AudienceState
from rupor.features.deliveries.rules import holds
from rupor.features.flows import queries as flow_queries
from rupor.features.materials import queries as material_queries
from rupor.features.materials.models import MaterialKind, MaterialState
from rupor.kit import errors


@dataclass(frozen=True)
class Problem:
    """One reason, in which tab and at which field."""

    tab: str
    field: str
    code: str


@dataclass(frozen=True)
class Verdict:
    """The problems, and what the campaign may cost: from the least to the most for those it will reach."""

    problems: list[Problem]
    contacts: int
    low: Decimal
    high: Decimal


def check(*, campaign: Campaign) -> Verdict:
    """Nothing is changed."""
    contacts = queries.contacts_count(campaign)
    problems = [*_main(campaign), *_audiences(campaign, contacts), *_channels(campaign), *_settings(campaign)]
    least, most = _prices(campaign, is_sound=not any(problem.tab == "main" for problem in problems))
    available = money_queries.balance(account_id=campaign.account_id).spendable
    if available < most:
        problems.append(Problem(tab="settings", field="", code="no_funds"))
    return Verdict(problems=problems, contacts=contacts, low=least * contacts, high=most * contacts)


def _main(campaign: Campaign) -> Iterator[Problem]:
    if campaign.channel == "sms":
        if not campaign.text.strip():
            yield Problem("main", "text", "campaign_text_empty")
        return
    if campaign.flow is None or campaign.flow.archived_at is not None:
        yield Problem("main", "flow", "campaign_flow_missing")
        return
    clips = list(campaign.clips.select_related("material"))
    if _plays_campaign_clip(campaign) and not clips:
        yield Problem("main", "materials", "campaign_materials_missing")
    if any(clip.material.state != MaterialState.ACTIVE or clip.material.archived_at for clip in clips):
        yield Problem("main", "materials", "campaign_material_not_active")
    offered = {voice.id for voice in material_queries.voices()}
    if any(clip.material.kind == MaterialKind.TTS and clip.material.voice not in offered for clip in clips):
        yield Problem("main", "materials", "campaign_voice_away")
    for problem in flow_queries.problems(project=campaign.project, document=campaign.flow.document):
        if not problem.warning:
            yield Problem("main", "flow", f"flow_{problem.code}")


def _plays_campaign_clip(campaign: Campaign) -> bool:
    nodes = campaign.flow.document.get("nodes", {}) if campaign.flow else {}
    cards = [card for node in nodes.values() for card in node.get("cards", ())]
    return any(card.get("do") == "play" and card.get("material") == "campaign" for card in cards)


def _audiences(campaign: Campaign, contacts: int) -> Iterator[Problem]:
    chosen = list(campaign.audiences.all())
    if any(audience.state == AudienceState.PROCESSING for audience in chosen):
        yield Problem("audiences", "audiences", "campaign_audience_processing")
    elif contacts == 0:
        yield Problem("audiences", "audiences", "campaign_audience_empty")


def _channels(campaign: Campaign) -> Iterator[Problem]:
    if campaign.channel == "voice" and not queries.callers_of(campaign):
        yield Problem("channels", "numbers", "campaign_numbers_missing")


def _settings(campaign: Campaign) -> Iterator[Problem]:
    values = {name: getattr(campaign, name) for name in ("speed_per_hour", "sender", "window", "time_zone", "routing")}
    try:
        limits.check(channel=campaign.channel, values=values)
    except errors.RuporError as wrong:
        yield Problem("planning" if wrong.field in ("window", "time_zone") else "settings", wrong.field, wrong.code)


def _prices(campaign: Campaign, *, is_sound: bool) -> tuple[Decimal, Decimal]:
    """The least and the most that one reached person costs."""
    tariff = money_queries.tariff(account_id=campaign.account_id)
    if campaign.channel == "sms":
        price = pricing.sms_price(parts=max(1, counting.parts(text=campaign.text).count), rate=tariff["sms"])
        return price, price
    said = _freeze.speech(campaign) if is_sound else {"document": {}}
    longest = said.get("max_talk_seconds", settings.load().voice_max_talk_seconds)
    rate = tariff[limits.call_service(campaign.routing)]
    most = holds.call_hold(longest_seconds=longest, rate=rate, document=said["document"])
    return pricing.call_price(seconds=1, rate=rate), most
