"""What is wrong with a well-read flow in its project: clips not approved, stop-lists and flows that are not there."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from rupor.engine.flow import cards, inlining, mentions, placeholders
from rupor.engine.flow.checks import Problem
from rupor.engine.flow.graph import Flow, Node


@dataclass(frozen=True)
class Clip:
    """A clip of the project: whether it may be dialled now, and its text (None: it was recorded, not spoken)."""

    usable: bool
    text: str | None


@dataclass(frozen=True)
class Around:
    """What the project has. `find` gives the document of another flow, None when there is none.

    `integrations`: whether each may be used now. `approved_texts` are the only ones that may be sent; None: any may.
    """

    clips: Mapping[int, Clip]
    stop_lists: Collection[str]
    integrations: Mapping[int, bool]
    approved_texts: Collection[str] | None
    find: Callable[[int], dict[str, Any] | None]


def problems(*, flow: Flow, own: int | None, around: Around) -> list[Problem]:
    """Problems first, warnings after them."""
    found = [
        Problem(node=node, card=place, code=code) for node, place, card in flow.cards if (code := _card(card, around))
    ]
    found += inlining.problems(flow=flow, own=own, find=around.find)
    return found + [problem for node in flow.nodes.values() for problem in _keys(node, around)]


def _card(card: cards.Card, around: Around) -> str:
    match card:
        case cards.Play(clip=clip) if not _usable(clip, around):
            return "play_clip_inactive"
        case cards.Transfer(music=clip) if not _usable(clip, around):
            return "transfer_music_inactive"
        case cards.Stop(stop_list=name) if name and name not in around.stop_lists:
            return "stop_list_unknown"
        case cards.Message(text=text) if _spoilt(text):
            return "message_placeholder_spoilt"
        case cards.Message(text=text) if around.approved_texts is not None and text not in around.approved_texts:
            return "message_not_approved"
        case cards.Webhook(integration=number) if not around.integrations.get(number):
            return "webhook_integration_archived" if number in around.integrations else "webhook_integration_unknown"
        case cards.Ticket(title=title, text=text) if _spoilt(title) or _spoilt(text):
            return "ticket_placeholder_spoilt"
    return ""


def _usable(clip: str, around: Around) -> bool:
    """A clip that is not there at all is told by the engine."""
    known = around.clips.get(int(clip)) if clip.isdecimal() else None
    return known is None or known.usable


def _spoilt(text: str) -> bool:
    bare = placeholders.fill(text=text, values={})
    return "{{" in bare or "}}" in bare


def _keys(node: Node, around: Around) -> Iterator[Problem]:
    """FLOW-060. Of the campaign's own clips nothing is known here."""
    keys = [branch.value for branch in node.branches if branch.when == "key"]
    play = node.play
    clip = around.clips.get(int(play.clip)) if play and play.clip.isdecimal() else None
    if not keys or play is None or clip is None:
        return
    place = node.cards.index(play)
    if clip.text is None:
        yield Problem(node.id, place, "keys_reminder", warning=True)
    elif mentions.unnamed_keys(text=clip.text, keys=keys):
        yield Problem(node.id, place, "keys_unnamed", warning=True)
