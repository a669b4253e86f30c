"""What a campaign from the shell is made of: people, words, a flow, numbers; found again by its key."""

import json
from typing import TYPE_CHECKING, Any

from rupor.processes.commands import attach
from rupor.processes.commands.asked import Asked
from rupor.processes.commands.campaign_view import Seen

if TYPE_CHECKING:
    from rupor.features.campaigns.models import Campaign
    from rupor.features.projects.models import Project


def find_or_make(asked: Asked) -> tuple["Campaign", int]:
    """The campaign of an earlier run of the same command that has not ended, or a new one; with its repeated rows."""
    from rupor.features.campaigns.models import Campaign
    from rupor.features.projects.models import Project

    account = attach.account_of(asked.account)
    project = Project.objects.filter(account=account, archived_at__isnull=True).order_by("id").first()
    if project is None:
        attach.stop("the account has no project: make one in the cabinet", status=attach.WRONG_USE)
    for known in Campaign.objects.filter(account=account, client_key__startswith=asked.key).order_by("-id"):
        if known.state not in ("finished", "stopped", "error", "rejected"):
            return known, _duplicates(known)
    made = _make(asked, project)
    return made, _duplicates(made)


def _make(asked: Asked, project: "Project") -> "Campaign":
    from rupor.features.campaigns.actions.create import create
    from rupor.features.campaigns.models import Campaign
    from rupor.features.contacts.actions.create_audience import create_audience
    from rupor.features.contacts.actions.import_contacts import import_contacts

    name = asked.name or asked.contacts.stem
    audience = create_audience(project=project, name=name)
    done = import_contacts(audience=audience, source=asked.contacts)
    if done.state == "failed":
        attach.stop(f"{asked.contacts}: {done.error}", status=attach.WRONG_USE)
    values: dict[str, Any] = {"name": name, "audiences": [audience.id], "speed_per_hour": asked.speed}
    values |= _voice(asked, project, name) if asked.voice else {"text": asked.sms}
    nth = Campaign.objects.filter(account=project.account, client_key__startswith=asked.key).count()
    return create(
        project=project,
        channel="voice" if asked.voice else "sms",
        values=values,
        client_key=f"{asked.key}:{nth}",
    )


def _voice(asked: Asked, project: "Project", name: str) -> dict[str, Any]:
    """Clip, flow and options of calls."""
    from rupor.features.flows.actions.save import save
    from rupor.features.materials.actions.add_audio import add_audio
    from rupor.features.materials.actions.add_tts import add_tts

    found: dict[str, Any] = {"record_calls": asked.record, "redial_attempts": asked.redial}
    if asked.audio:
        clip = add_audio(project=project, name=asked.audio.stem, content=asked.audio.read_bytes())
        found["materials"] = [{"material": clip.id}]
    elif asked.text:
        clip = add_tts(project=project, name=name, text=asked.text, voice=_first_voice())
        found["materials"] = [{"material": clip.id}]
    document = json.loads(asked.flow.read_text()) if asked.flow else _key_menu(asked.sms) if asked.sms else None
    if document is not None:
        found["flow"] = save(project=project, flow=None, name=name, document=document).id
    return found


def _first_voice() -> str:
    from rupor.features.materials import queries

    return queries.voices()[0].id


def _key_menu(sms: str) -> dict[str, Any]:
    """The flow when only words and an SMS are given: 1 marks a lead and sends the SMS, 2 puts on the stop-list."""
    return {
        "version": 1,
        "start": "answer",
        "nodes": {
            "answer": {
                "title": "Ответ",
                "cards": [{"do": "play", "material": "campaign"}],
                "recognition": {"mode": "dtmf"},
                "branches": [
                    {"when": "key", "value": "1", "to": "interested"},
                    {"when": "key", "value": "2", "to": "refused"},
                ],
            },
            "interested": {"cards": [{"do": "goal", "tag": ""}, {"do": "message", "text": sms}, {"do": "hangup"}]},
            "refused": {"cards": [{"do": "stop", "list": ""}, {"do": "hangup"}]},
        },
    }


def go_on(campaign: "Campaign", *, speed: int) -> None:
    """Start it, or go on when it stands; the speed is taken from the command each time."""
    from rupor.features.campaigns.actions.set_speed import set_speed
    from rupor.features.campaigns.actions.start import start

    campaign.refresh_from_db()
    if campaign.speed_per_hour != speed:
        set_speed(campaign_id=campaign.id, speed_per_hour=speed)
    if campaign.state in ("draft", "paused", "scheduled"):
        start(campaign_id=campaign.id)


def look(campaign: "Campaign") -> Seen:
    """One look at its figures."""
    from rupor.features.campaigns import queries

    campaign.refresh_from_db()
    progress = queries.progress([campaign.id])[campaign.id]
    size = progress.size
    left = size.in_process
    return Seen(
        state=campaign.state,
        pause_reason=campaign.pause_reason,
        size={
            name: getattr(size, name)
            for name in ("total", "stop_listed", "answered", "leads", "unanswered", "in_process")
        },
        progress=size.progress,
        speed_per_hour=campaign.speed_per_hour,
        speed_now=progress.speed_now,
        cost=progress.cost,
        seconds_left=round(left * 3600 / progress.speed_now) if progress.speed_now else None,
    )


def summary(campaign: "Campaign") -> dict[str, Any]:
    """The totals at the end."""
    from rupor.features.campaigns import queries
    from rupor.features.deliveries.models import MessageRecord

    progress = queries.progress([campaign.id])[campaign.id]
    size = progress.size
    return {
        "targets": size.total,
        "answered": size.answered,
        "unanswered": size.unanswered,
        "stop_listed": size.stop_listed,
        "invalid": size.invalid,
        "unknown": size.unknown,
        "cancelled": size.cancelled,
        "leads": progress.leads,
        "sms": MessageRecord.objects.filter(campaign_id=campaign.id).count(),
        "cost": progress.cost,
    }


def _duplicates(campaign: "Campaign") -> int:
    """Rows of the file that repeat a number already in it."""
    from rupor.features.contacts.models import ContactImport

    found = ContactImport.objects.filter(audience__in=campaign.audiences.all()).values_list("counts", flat=True)
    return sum(int(counts.get("duplicate", 0)) for counts in found)
