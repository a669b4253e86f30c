"""Cards from their JSON. A kind that is not here is a named problem of the document, never a guess.

Each card knows how to read itself; a wrong parameter becomes the code of a problem, so that the editor can show all of
them at once.
"""

import re
from collections.abc import Callable, Mapping

from rupor.engine.flow.cards import (
    CAMPAIGN_CLIP,
    RING_SECONDS,
    Card,
    Goal,
    Goto,
    HangUp,
    MachineFilter,
    Message,
    Operator,
    Play,
    Record,
    Repeat,
    Stop,
    Ticket,
    Transfer,
    Webhook,
)
from rupor.kit import phone

MOST_OPERATORS = 10
_SIP = re.compile(r"sips?:[\w.+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(?::\d{1,5})?", re.ASCII)

Fields = Mapping[str, object]


class BadCard(Exception):
    """A card that cannot be used; the code names the reason."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read(fields: object) -> Card:
    """One card from its JSON; raises BadCard."""
    if not isinstance(fields, Mapping):
        raise BadCard("card_malformed")
    reader = _READERS.get(str(fields.get("do")))
    if reader is None:
        raise BadCard("card_unknown")
    return reader(fields)


def _text(fields: Fields, name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadCard("card_malformed")
    return value.strip()


def _play(fields: Fields) -> Card:
    material = fields.get("material")
    if material is None or material == "":
        raise BadCard("play_without_clip")
    if material != CAMPAIGN_CLIP and not _is_id(material):
        raise BadCard("play_clip_malformed")
    return Play(clip=str(material), listen_from_seconds=_seconds(fields.get("recognition_start_seconds")))


def _is_id(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _seconds(value: object) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 3600:
        raise BadCard("play_recognition_start_malformed")
    return float(value)


def _message(fields: Fields) -> Card:
    text = _text(fields, "text")
    if not text:
        raise BadCard("message_without_text")
    return Message(text=text, sender=_text(fields, "sender"))


def _webhook(fields: Fields) -> Card:
    return Webhook(integration=_id(fields, "integration", missing="webhook_without_integration"))


def _goto(fields: Fields) -> Card:
    return Goto(flow=_id(fields, "flow", missing="goto_without_flow"))


def _id(fields: Fields, name: str, *, missing: str) -> int:
    value = fields.get(name)
    if value is None or value == "":
        raise BadCard(missing)
    if not isinstance(value, int) or not _is_id(value):
        raise BadCard("card_malformed")
    return value


def _ticket(fields: Fields) -> Card:
    title = _text(fields, "title")
    if not title:
        raise BadCard("ticket_without_title")
    return Ticket(title=title, text=_text(fields, "text"))


def _transfer(fields: Fields) -> Card:
    listed = fields.get("operators")
    # All of them may have been withheld by the account's limits: then nobody takes the call.
    if not isinstance(listed, list) or not (listed or fields.get("withheld")):
        raise BadCard("transfer_without_operators")
    if len(listed) > MOST_OPERATORS:
        raise BadCard("transfer_too_many_operators")
    ring = fields.get("ring_seconds")
    ring = RING_SECONDS if ring is None else ring
    if isinstance(ring, bool) or not isinstance(ring, int) or not 5 <= ring <= 120:
        raise BadCard("transfer_ring_seconds_malformed")
    music = fields.get("music")
    if music is not None and not _is_id(music):
        raise BadCard("transfer_music_malformed")
    return Transfer(operators=tuple(_operator(each) for each in listed), ring_seconds=ring, music=str(music or ""))


def _operator(fields: object) -> Operator:
    """A SIP address may be told without its scheme; other parameters of a URI are not taken, for they could steer
    the call to other hosts."""
    if not isinstance(fields, Mapping) or not isinstance(fields.get("to"), str):
        raise BadCard("transfer_operator_malformed")
    to = str(fields["to"]).strip()
    if fields.get("kind") == "phone" and (number := phone.normalise(to)):
        return Operator(kind="phone", to=number)
    if fields.get("kind") == "sip":
        uri = to if to.startswith(("sip:", "sips:")) else f"sip:{to}"
        if _SIP.fullmatch(uri):
            return Operator(kind="sip", to=uri)
    raise BadCard("transfer_operator_malformed")


def _repeat(fields: Fields) -> Card:
    times = fields.get("times", 1)
    if isinstance(times, bool) or not isinstance(times, int) or not 1 <= times <= 3:
        raise BadCard("repeat_times_malformed")
    return Repeat(times=times, node=_text(fields, "node"))


_READERS: Mapping[str, Callable[[Fields], Card]] = {
    "record": lambda fields: Record(),
    "am_filter": lambda fields: MachineFilter(),
    "play": _play,
    "goal": lambda fields: Goal(tag=_text(fields, "tag")),
    "stop": lambda fields: Stop(stop_list=_text(fields, "list")),
    "message": _message,
    "webhook": _webhook,
    "ticket_card": _ticket,
    "transfer": _transfer,
    "goto": _goto,
    "repeat": _repeat,
    "hangup": lambda fields: HangUp(),
}
