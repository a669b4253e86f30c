"""What makes a well-formed flow unlawful: missing clips, clashing answers, cards out of place. Ways are in `paths`."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from rupor.engine.flow import cards, paths, words
from rupor.engine.flow.graph import Flow, Node

_HEADS = (cards.Record, cards.MachineFilter)
_LAST = (cards.HangUp, cards.Goto)


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `card` is the place of the card in its node; None: the node or the whole flow is at fault.

    A warning forbids nothing.
    """

    node: str
    card: int | None
    code: str
    warning: bool = False


def problems(*, flow: Flow, known_materials: Collection[int] | None) -> list[Problem]:
    """All problems of a flow whose form is right."""
    found = list(_start(flow))
    for node in flow.nodes.values():
        found += _sounds(node, known_materials)
        found += _order(flow, node)
        found += _branches(node)
        found += _words(node)
    reached = paths.reached(flow)
    found += [Problem(key, None, "unreachable") for key in flow.nodes if key not in reached]
    found += [Problem(key, None, "endless_loop") for key in paths.endless(flow)]
    return found


def _start(flow: Flow) -> Iterator[Problem]:
    if flow.nodes[flow.start].play is None:
        yield Problem(flow.start, None, "start_without_clip")


def _sounds(node: Node, known_materials: Collection[int] | None) -> Iterator[Problem]:
    seen: Counter[str] = Counter()
    for place, card in enumerate(node.cards):
        match card:
            case cards.Play(clip=material):
                kind, unknown = "play", "play_clip_unknown"
            case cards.Transfer(music=material):
                kind, unknown = "transfer", "transfer_music_unknown"
            case _:
                continue
        seen[kind] += 1
        if seen[kind] > 1:
            yield Problem(node.id, place, f"second_{kind}")
        if known_materials is not None and material.isdecimal() and int(material) not in known_materials:
            yield Problem(node.id, place, unknown)


def _order(flow: Flow, node: Node) -> Iterator[Problem]:
    last: cards.Card | None = None
    heads = set[type[cards.Card]]()
    for place, card in enumerate(node.cards):
        if last is not None:
            yield Problem(node.id, place, "card_after_hangup" if isinstance(last, cards.HangUp) else "card_after_goto")
        last = card if isinstance(card, _LAST) else last
        if isinstance(card, _HEADS) and (node.id != flow.start or place != len(heads) or type(card) in heads):
            yield Problem(node.id, place, "record_not_first" if isinstance(card, cards.Record) else "filter_not_first")
        if isinstance(card, _HEADS):
            heads.add(type(card))
    if last is not None and (node.listens or node.next):
        yield Problem(node.id, None, "hangup_before_exit" if isinstance(last, cards.HangUp) else "goto_before_exit")


def _branches(node: Node) -> Iterator[Problem]:
    seen = set()
    for branch in node.branches:
        answer = (branch.when, branch.value)
        if branch.when != "words" and answer in seen:
            yield Problem(node.id, None, "branch_twice")
        seen.add(answer)
    if ("no_operator", "") in seen and node.transfer is None:
        yield Problem(node.id, None, "no_operator_without_transfer")


def _words(node: Node) -> Iterator[Problem]:
    listed = [branch.words for branch in node.branches if branch.words]
    if listed and node.listens and not node.by_voice:
        yield Problem(node.id, None, "words_without_voice")
    if node.by_voice and not listed:
        yield Problem(node.id, None, "voice_without_words")
    if words.clash(listed):
        yield Problem(node.id, None, "word_twice")
