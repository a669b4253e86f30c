"""What talks ask of other rooms: requests to other systems, and cards for the client's own people."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from rupor import settings
from rupor.engine.flow import placeholders
from rupor.engine.ports import Event, Kind
from rupor.features.contacts.models import Contact
from rupor.features.deliveries.actions._entries import Entry
from rupor.features.deliveries.models import CallRecord
from rupor.features.deliveries.rules.terms import Terms
from rupor.features.followups.actions import open_cards
from rupor.features.integrations.actions import complete, request
from rupor.features.projects.models import Project

_FIELDS = ("surname", "name", "second_name", "birthdate", "sex", "email", "link")
_ENDED = ("finished", "unknown")


def grant(*, asked: Sequence[Event], entries: Mapping[int, Entry], terms: Mapping[int, Terms], now: datetime) -> None:
    """Rows and jobs in this transaction; facts heard before change nothing."""
    wished = [
        event
        for event in asked
        if event.kind in (Kind.WEBHOOK_REQUESTED, Kind.FOLLOW_UP) and entries[event.attempt].project is not None
    ]
    if wished:
        people = _people([entries[event.attempt] for event in wished])
        _webhooks([event for event in wished if event.kind == Kind.WEBHOOK_REQUESTED], entries, terms, people, now)
        _cards([event for event in wished if event.kind == Kind.FOLLOW_UP], entries, people, now)
    over = [entry for entry in entries.values() if entry.case.channel == "voice" and entry.case.state in _ENDED]
    _tell_ends(over, now)


def _people(calls: Collection[Entry]) -> dict[tuple[int, str], Contact]:
    projects, phones = {call.project or 0 for call in calls}, {call.phone for call in calls}
    found = Contact.objects.filter(project_id__in=projects, phone__in=phones)
    return {(contact.project_id, contact.phone): contact for contact in found}


def _webhooks(
    events: Sequence[Event],
    entries: Mapping[int, Entry],
    terms: Mapping[int, Terms],
    people: Mapping[tuple[int, str], Contact],
    now: datetime,
) -> None:
    names = dict(
        Project.objects.filter(id__in={entries[each.attempt].project for each in events}).values_list("id", "name")
    )
    asked = []
    for event in events:
        call = entries[event.attempt]
        project = call.project or 0
        known = {
            **_fields(people.get((project, call.phone))),
            **_told(event.text),
            "phone": call.phone,
            "caller": call.caller,
            "call_id": str(call.id),
            "call_started_at": event.at.isoformat(),
            "campaign_id": str(call.campaign or ""),
            "campaign_name": terms[call.run].name if call.run is not None and call.run in terms else call.comment,
            "project_id": str(project),
            "project_name": names.get(project, ""),
            "lead_tag": call.case.lead_tag,
            "node": event.node,
        }
        told = request.Told(
            integration=event.integration, project=project, call=call.id, n=event.n, phone=call.phone, variables=known
        )
        asked.append(told)
    request.request(asked=asked, now=now)


def _told(text: str) -> dict[str, str]:
    """What the gateway knew of the talk at that moment; a text that does not read tells nothing."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(name): _shown(value) for name, value in found.items()} if isinstance(found, dict) else {}


def _fields(contact: Contact | None) -> dict[str, str]:
    if contact is None:
        return {}
    own = {str(name): _shown(value) for name, value in contact.custom.items()}
    return {**own, **{name: _shown(getattr(contact, name)) for name in _FIELDS}}


def _shown(value: Any) -> str:
    if value is None:
        return ""
    return value.strftime("%d.%m.%Y") if isinstance(value, date) else str(value)


def _cards(
    events: Sequence[Event], entries: Mapping[int, Entry], people: Mapping[tuple[int, str], Contact], now: datetime
) -> None:
    asked = []
    for event in events:
        call = entries[event.attempt]
        contact = people.get((call.project or 0, call.phone))
        known = {**_fields(contact), "phone": call.phone}
        name = (
            " ".join(part for part in (contact.surname, contact.name, contact.second_name) if part) if contact else ""
        )
        card = open_cards.Asked(
            account=call.account,
            project=call.project or 0,
            campaign=call.campaign,
            call=call.id,
            n=event.n,
            phone=call.phone,
            title=placeholders.fill(text=event.tag, values=known) or call.phone,
            text=placeholders.fill(text=event.text, values=known),
            contact=contact.id if contact else None,
            person=name,
        )
        asked.append(card)
    open_cards.open_cards(asked=asked, now=now)


def _tell_ends(over: Collection[Entry], now: datetime) -> None:
    """Requests that wanted the end of their call have it now."""
    if not over:
        return
    records = CallRecord.objects.filter(attempt_id__in=[entry.id for entry in over])
    complete.complete(ended={record.attempt_id: _end(record) for record in records}, now=now)


def _end(record: CallRecord) -> dict[str, str]:
    url = f"{settings.load().public_url}/api/v1/projects/{record.project_id}/calls/{record.attempt_id}/recording"
    return {
        "call_started_at": record.started_at.isoformat(),
        "duration": str(round(record.talk_seconds)),
        "status": "ok" if record.outcome == "answered" else "failed",
        "outcome": record.outcome,
        "keys": record.digits,
        "recording_url": url if record.recording else "",
        "cost": str(record.cost + record.transfer_cost),
        "answered_by": record.answered_by,
        "transferred_to": record.transferred_to,
        "lead_tag": record.lead_tag,
    }
