"""The frozen terms of a run: everything that a claim, an order and a settlement need to know of the campaign.

Kept as JSON in the run's snapshot, so that edits of the campaign change nothing that is under way (CAMP-105).
"""

from collections.abc import Mapping
from typing import Any

import msgspec

from rupor.engine.dialing.retry import Ladder
from rupor.engine.flow import placeholders
from rupor.engine.ports import Channel, MachineAction
from rupor.features.billing.rules import Rate


class ClipTerms(msgspec.Struct, frozen=True):
    """A clip as it was at the launch."""

    material: int
    kind: str
    prompt: str = ""
    text: str = ""
    voice: str = ""
    duration_seconds: float = 0.0
    recognition_start_seconds: float = 0.0


class Terms(msgspec.Struct, frozen=True):
    """What a run works by. `clips` is keyed as the flow names them: "campaign" (a rotation) or a material's id."""

    account: int
    project: int
    campaign: int
    run: int
    channel: Channel
    name: str = ""
    call_rate: Rate = Rate()
    sms_rate: Rate = Rate()
    flow: dict[str, Any] = {}
    document: dict[str, Any] = {}
    clips: dict[str, ClipTerms | list[ClipTerms]] = {}
    sender: str = ""
    text: str = ""
    answer_wait_seconds: int = 27
    action_wait_seconds: int = 7
    max_talk_seconds: int = 120
    record: bool = False
    detect_machine: bool = False
    detect_silence: bool = False
    machine_action: MachineAction = MachineAction.HANG_UP
    ladder: Ladder = Ladder()
    numbers: list[int] = []
    routing: str = "own_numbers"
    stop_audiences: list[int] = []

    @property
    def rotation(self) -> list[ClipTerms]:
        """The campaign's own clips, which take turns."""
        clips = self.clips.get("campaign", [])
        return clips if isinstance(clips, list) else [clips]


def clip_for(*, terms: Terms, key: str, material: int | None) -> ClipTerms:
    """The clip that this person hears under the key."""
    clip = terms.clips[key]
    if not isinstance(clip, list):
        return clip
    return next((each for each in clip if each.material == material), clip[0])


def message_texts(document: Mapping[str, Any]) -> list[str]:
    """Texts of the messages that the flow may send."""
    return [
        str(card.get("text", ""))
        for node in document.get("nodes", {}).values()
        for card in node.get("cards", ())
        if card.get("do") == "message"
    ]


def ticket_texts(document: Mapping[str, Any]) -> list[str]:
    """Texts of the cards that the flow may leave for the client's own people; what they lack hinders no call."""
    return [
        str(card.get(name, ""))
        for node in document.get("nodes", {}).values()
        for card in node.get("cards") or ()
        if card.get("do") == "ticket_card"
        for name in ("title", "text")
    ]


def fields_needed(texts: list[str]) -> frozenset[str]:
    """Fields of the contact that the texts mention."""
    return frozenset().union(*(placeholders.names(text) for text in texts)) if texts else frozenset()
