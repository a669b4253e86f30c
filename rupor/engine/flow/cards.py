"""The action cards a node may hold. A kind that is not here is a named problem of the document, never a guess.

Each card knows how to read itself from JSON; a wrong parameter becomes the code of a problem, so that the editor can
show all of them at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

CAMPAIGN_CLIP = "campaign"


@dataclass(frozen=True)
class Record:
    """Keep a recording of the talk; lawful only at the head of the first node."""


@dataclass(frozen=True)
class Play:
    """Play a clip. `listen_from_seconds` is None when the clip's own setting decides."""

    clip: str
    listen_from_seconds: float | None = None


@dataclass(frozen=True)
class Goal:
    """The person is interested."""

    tag: str = ""


@dataclass(frozen=True)
class Stop:
    """The person wants no more calls; an empty list means the account's own."""

    stop_list: str = ""


@dataclass(frozen=True)
class Message:
    """Send an SMS to the person; the text may hold placeholders."""

    text: str
    sender: str = ""


@dataclass(frozen=True)
class Repeat:
    """Go back to `node` (empty: to the node that led here) at most `times` times, then go on with the next card."""

    times: int
    node: str = ""


@dataclass(frozen=True)
class HangUp:
    """End the call."""


Card = Record | Play | Goal | Stop | Message | Repeat | HangUp
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
    if material != CAMPAIGN_CLIP and (not isinstance(material, int) or isinstance(material, bool) or material < 1):
        raise BadCard("play_clip_malformed")
    return Play(clip=str(material), listen_from_seconds=_seconds(fields.get("recognition_start_seconds")))


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


def _repeat(fields: Fields) -> Card:
    times = fields.get("times", 1)
    if isinstance(times, bool) or not isinstance(times, int) or not 1 <= times <= 3:
        raise BadCard("repeat_times_malformed")
    return Repeat(times=times, node=_text(fields, "node"))


_READERS: Mapping[str, Callable[[Fields], Card]] = {
    "record": lambda fields: Record(),
    "play": _play,
    "goal": lambda fields: Goal(tag=_text(fields, "tag")),
    "stop": lambda fields: Stop(stop_list=_text(fields, "list")),
    "message": _message,
    "repeat": _repeat,
    "hangup": lambda fields: HangUp(),
}
