"""From a person and the terms of the run to the order a gateway carries out, or the reason why there is none."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from rupor.engine import ports
from rupor.engine.flow import placeholders
from rupor.engine.text import parts as counting
from rupor.features.billing import rules as pricing
from rupor.features.deliveries.rules import holds
from rupor.features.deliveries.rules.terms import Terms, clip_for, fields_needed, message_texts, ticket_texts


class Person(msgspec.Struct, frozen=True):
    """Whom to reach and what is known of them."""

    target: int
    phone: str
    number: int
    material: int | None
    fields: Mapping[str, str]
    last_caller: str = ""


class Draft(msgspec.Struct, frozen=True):
    """An order without its number: what it costs at most, and the part of it that is this person's own."""

    person: Person
    hold: Decimal
    caller: str = ""
    sender: str = ""
    text: str = ""
    parts: int = 0
    own: dict[str, Any] = {}


class Unfit(msgspec.Struct, frozen=True):
    """Nobody can be contacted so; `reason` is shown beside the target."""

    person: Person
    reason: str


def draft(*, person: Person, terms: Terms, caller: str, sender: str) -> Draft | Unfit:
    """What would be sent or said to this person."""
    if terms.channel == ports.Channel.SMS:
        return _message(person=person, terms=terms, sender=terms.sender or sender)
    return _call(person=person, terms=terms, caller=caller)


def _message(*, person: Person, terms: Terms, sender: str) -> Draft | Unfit:
    lacking = placeholders.missing(text=terms.text, values=person.fields)
    if lacking:
        return Unfit(person=person, reason=_missing(lacking))
    text = placeholders.fill(text=terms.text, values=person.fields)
    count = counting.parts(text=text).count
    if count == 0:
        return Unfit(person=person, reason="text_empty")
    hold = pricing.sms_price(parts=count, rate=terms.sms_rate)
    return Draft(person=person, hold=hold, sender=sender, text=text, parts=count)


def _call(*, person: Person, terms: Terms, caller: str) -> Draft | Unfit:
    chosen = {key: clip_for(terms=terms, key=key, material=person.material) for key in terms.clips}
    messages = message_texts(terms.document)
    texts = [clip.text for clip in chosen.values()] + messages
    lacking = frozenset().union(*(placeholders.missing(text=text, values=person.fields) for text in texts))
    if lacking:
        return Unfit(person=person, reason=_missing(lacking))
    clips = {
        key: ports.Clip(
            material=clip.material,
            prompt=clip.prompt,
            text=placeholders.fill(text=clip.text, values=person.fields),
            voice=clip.voice,
            recognition_start_seconds=clip.recognition_start_seconds,
        )
        for key, clip in chosen.items()
    }
    said = messages + ticket_texts(terms.document)
    variables = {name: person.fields.get(name, "") for name in sorted(fields_needed(said))}
    return Draft(
        person=person,
        hold=holds.call_hold(longest_seconds=terms.max_talk_seconds, rate=terms.call_rate, document=terms.document),
        caller=caller,
        own={"clips": msgspec.to_builtins(clips), "variables": variables},
    )


def _missing(lacking: frozenset[str]) -> str:
    return f"missing:{','.join(sorted(lacking))}"[:80]


def call_order(
    *, attempt: int, phone: str, caller: str, own: Mapping[str, Any], not_after: datetime, terms: Terms
) -> ports.CallOrder:
    """The order as it crosses the bus; made anew from the same parts after a crash, it is the same."""
    return ports.CallOrder(
        attempt=attempt,
        account=terms.account,
        campaign=terms.campaign,
        phone=phone,
        caller=caller,
        flow=terms.document,
        clips=msgspec.convert(own["clips"], dict[str, ports.Clip]),
        not_after=not_after,
        answer_wait_seconds=terms.answer_wait_seconds,
        action_wait_seconds=terms.action_wait_seconds,
        max_talk_seconds=terms.max_talk_seconds,
        record=terms.record,
        detect_machine=terms.detect_machine,
        detect_silence=terms.detect_silence,
        machine_action=terms.machine_action,
        variables=dict(own["variables"]),
    )
