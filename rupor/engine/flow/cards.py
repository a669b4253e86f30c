"""The action cards a node may hold. How they are read from JSON is told by `card_reading`."""

from dataclasses import dataclass
from typing import Literal

CAMPAIGN_CLIP = "campaign"
WAITING_MUSIC = "music"
RING_SECONDS = 20


@dataclass(frozen=True)
class Record:
    """Keep a recording of the talk; lawful only at the head of the first node."""


@dataclass(frozen=True)
class MachineFilter:
    """End the call when no person took it; lawful only at the head of the first node."""


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
class Webhook:
    """Tell an integration of the project about the person; nobody waits for its answer."""

    integration: int


@dataclass(frozen=True)
class Ticket:
    """Make a follow-up card for the client's managers; title and text may hold placeholders."""

    title: str
    text: str = ""


@dataclass(frozen=True)
class Operator:
    """Who may take a transferred call: a telephone number in E.164 digits, or a SIP address with its scheme."""

    kind: Literal["sip", "phone"]
    to: str


@dataclass(frozen=True)
class Transfer:
    """Connect the person with the first operator who answers. `music` is a clip; empty: the product's own."""

    operators: tuple[Operator, ...]
    ring_seconds: int = RING_SECONDS
    music: str = ""

    @property
    def sound(self) -> str:
        """Key of the sound that the person hears meanwhile."""
        return self.music or WAITING_MUSIC


@dataclass(frozen=True)
class Goto:
    """Go on with another flow of the project; replaced by that flow's nodes when a campaign starts."""

    flow: int


@dataclass(frozen=True)
class Repeat:
    """Go back to `node` (empty: to the node that led here) at most `times` times, then go on with the next card."""

    times: int
    node: str = ""


@dataclass(frozen=True)
class HangUp:
    """End the call."""


Card = Record | MachineFilter | Play | Goal | Stop | Message | Webhook | Ticket | Transfer | Goto | Repeat | HangUp
