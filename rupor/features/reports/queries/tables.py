"""The records as tables to take away. Rows are read through a server-side cursor: a million costs no memory."""

from collections.abc import Iterator
from typing import Any

from django.db.models import F, QuerySet

from rupor.features.campaigns.models import Campaign
from rupor.features.contacts.models import Contact
from rupor.features.deliveries.models import CallRecord, CampaignTarget, MessageRecord, TargetState
from rupor.features.reports.queries import calls as call_lists
from rupor.features.reports.queries import campaign as campaigns
from rupor.features.reports.rules import cells, results
from rupor.features.reports.rules.cells import Cell, Reader, Table
from rupor.kit import messages as texts

_CHUNK_ROWS = 2000


def word(code: str, reader: Reader) -> str:
    """A heading, a title or a state in the reader's language."""
    return texts.text(f"report_{code}", language=reader.language)


def calls(found: QuerySet[CallRecord], *, reader: Reader) -> Table:
    """Calls, as the list shows them and a little more."""
    headings = (
        *("id", "started_at", "direction", "phone", "caller", "ring_seconds", "duration_seconds", "status", "outcome"),
        *("lead", "lead_tag", "stop_listed", "machine", "digits", "listened_percent", "attempt", "sip_status"),
        *("q850_cause", "answered_by", "transferred_to", "cost", "campaign"),
    )
    return _table("calls", headings, _calls(found, reader), reader)


def _calls(found: QuerySet[CallRecord], reader: Reader) -> Iterator[tuple[Cell, ...]]:
    for rows in cells.chunks(found.iterator(chunk_size=_CHUNK_ROWS), size=_CHUNK_ROWS):
        names = call_lists.campaign_names(ids={row.campaign_id for row in rows})
        for row in rows:
            attempt_number: int = row.attempt_number  # type: ignore[attr-defined]  # annotated by the query
            yield (
                *(row.attempt_id, row.started_at, word(f"direction_{row.direction}", reader), row.phone, row.caller),
                *(row.ring_seconds, row.talk_seconds, word(f"call_{results.call_status(row.outcome)}", reader)),
                *(word(f"outcome_{row.outcome}", reader), row.lead, row.lead_tag, row.stop_listed, row.machine),
                *(row.digits, row.listened_percent, attempt_number, row.sip_status or None, row.q850_cause or None),
                *(word(f"answered_by_{row.answered_by}", reader) if row.answered_by else "", row.transferred_to),
                *(row.cost + row.transfer_cost, names.get(row.campaign_id, "")),
            )


def messages(found: QuerySet[MessageRecord], *, reader: Reader) -> Table:
    """Messages with their statuses."""
    headings = (
        *("id", "created_at", "sent_at", "type", "sender", "phone", "text", "parts", "status", "status_reason"),
        *("status_at", "cost", "campaign"),
    )
    return _table("messages", headings, _messages(found, reader), reader)


def _messages(found: QuerySet[MessageRecord], reader: Reader) -> Iterator[tuple[Cell, ...]]:
    for rows in cells.chunks(found.iterator(chunk_size=_CHUNK_ROWS), size=_CHUNK_ROWS):
        names = call_lists.campaign_names(ids={row.campaign_id for row in rows})
        for row in rows:
            yield (
                *(row.attempt_id, row.created_at, row.sent_at, word(f"type_{row.type}", reader), row.sender),
                *(row.phone, row.text, row.parts, word(f"message_{row.status}", reader), row.status_reason),
                *(row.status_at, row.cost, names.get(row.campaign_id or 0, "")),
            )


_REASONS = frozenset({"in_call", "person_day", "person_week", "direction"})


def contacts(campaign: Campaign, *, reader: Reader) -> Table:
    """Every person of every run with the final state and the cost: nobody is left out."""
    headings = (
        *("phone", "surname", "name", "second_name", "run", "state", "attempts", "lead", "lead_tag", "outcome"),
        *("reason", "cost", "finished_at"),
    )
    found = CampaignTarget.objects.filter(campaign_id=campaign.id).order_by("id")
    return _table("contacts", headings, _contacts(campaign, found, reader), reader)


def _contacts(campaign: Campaign, found: QuerySet[CampaignTarget], reader: Reader) -> Iterator[tuple[Cell, ...]]:
    indexes = {run.id: run.index for run in campaigns.runs(campaign)}
    for rows in cells.chunks(found.iterator(chunk_size=_CHUNK_ROWS), size=_CHUNK_ROWS):
        people = _people(rows)
        for row in rows:
            yield (
                *(row.phone, *people.get(row.contact_id or 0, ("", "", "")), indexes.get(row.run_id)),
                *(word(f"state_{row.state}", reader), row.attempts - row.returned, row.lead, row.lead_tag),
                *(word(f"outcome_{row.last_outcome}", reader) if row.last_outcome else "", _why(row, reader)),
                *(row.cost, row.finished_at),
            )


def _why(row: CampaignTarget, reader: Reader) -> str:
    """Why somebody was not contacted; a missing field is told as it is."""
    return word(f"reason_{row.reason}", reader) if row.reason in _REASONS else row.reason


def _people(rows: list[CampaignTarget]) -> dict[int, tuple[str, str, str]]:
    found = Contact.objects.filter(id__in=[row.contact_id for row in rows if row.contact_id])
    return {key: names for key, *names in found.values_list("id", "surname", "name", "second_name")}  # type: ignore[misc]


def leads(campaign: Campaign, *, reader: Reader) -> Table:
    """Numbers marked as a goal, each once (CAMP-082)."""
    found = CampaignTarget.objects.filter(campaign_id=campaign.id, lead=True).order_by("phone", "-id").distinct("phone")
    return _people_table("leads", campaign, found, reader)


def unanswered(campaign: Campaign, *, reader: Reader) -> Table:
    """Numbers that did not answer in the last pass (CAMP-083)."""
    found = _last_pass(campaign).filter(state=TargetState.UNANSWERED)
    return _people_table("unanswered", campaign, found, reader)


def uncalled(campaign: Campaign, *, reader: Reader) -> Table:
    """Numbers nobody has tried yet, or that a stop left untried (CAMP-084)."""
    waiting = _last_pass(campaign).filter(state__in=[TargetState.PENDING, TargetState.CANCELLED])
    return _people_table("uncalled", campaign, waiting.filter(attempts__lte=F("returned")), reader)


def _last_pass(campaign: Campaign) -> QuerySet[CampaignTarget]:
    every = campaigns.runs(campaign)
    return CampaignTarget.objects.filter(run_id=every[-1].id if every else 0).order_by("id")


def _people_table(title: str, campaign: Campaign, found: QuerySet[CampaignTarget], reader: Reader) -> Table:
    headings = ("phone", "surname", "name", "second_name", "lead_tag", "outcome", "finished_at")
    rows = (
        (phone, surname, name, second_name, lead_tag, outcome, finished_at)
        for phone, surname, name, second_name, _, _, _, _, lead_tag, outcome, _, _, finished_at in _contacts(
            campaign, found, reader
        )
    )
    return _table(title, headings, rows, reader)


def totals(campaign: Campaign, *, reader: Reader) -> Table:
    """The campaign's card and its counters."""
    found = campaigns.statistics(campaign)
    told: list[tuple[str, Cell]] = [
        ("campaign_name", campaign.name),
        ("campaign_id", campaign.id),
        ("campaign_state", word(f"campaign_{campaign.state}", reader)),
        ("created_at", campaign.created_at),
        ("began_at", campaign.started_at),
        ("ended_at", campaign.finished_at),
        ("total", found.total),
        ("calls_made", found.calls_made),
        ("answered", found.answered),
        ("unanswered", found.unanswered),
        ("leads", found.leads),
        ("stop_listed_people", found.stop_listed),
        ("invalid", found.invalid),
        ("unknown", found.unknown),
        ("cancelled", found.cancelled),
        ("in_process", found.in_process),
        ("machines", found.machines),
        ("called_back", found.called_back),
        ("transferred", found.transferred),
        ("sms_sent", found.sms_sent),
        ("sms_delivered", found.sms_delivered),
        ("cost_total", found.cost),
        ("cost_per_lead", found.cost_per_lead),
    ]
    return _table("totals", ("figure", "value"), ((word(code, reader), value) for code, value in told), reader)


def _table(title: str, headings: tuple[str, ...], rows: Any, reader: Reader) -> Table:
    return Table(
        title=word(f"sheet_{title}", reader), headings=tuple(word(code, reader) for code in headings), rows=rows
    )
