"""What makes a well-formed flow unlawful: missing clips, clashing branches, dead ends and endless loops."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from rupor.engine.flow import cards
from rupor.engine.flow.graph import Flow, Node


@dataclass(frozen=True)
class Problem:
    """One thing to mend. `card` is the place of the card in its node; None: the node or the whole flow is at fault."""

    node: str
    card: int | None
    code: str


def problems(*, flow: Flow, known_materials: Collection[int] | None) -> list[Problem]:
    """All problems of a flow whose form is right."""
    found = list(_start(flow))
    for node in flow.nodes.values():
        found += _plays(node, known_materials)
        found += _order(flow, node)
        found += _branches(node)
    found += [Problem(key, None, "unreachable") for key in flow.nodes if key not in _reached(flow)]
    found += [Problem(key, None, "endless_loop") for key in _endless(flow)]
    return found


def _start(flow: Flow) -> Iterator[Problem]:
    if flow.nodes[flow.start].play is None:
        yield Problem(flow.start, None, "start_without_clip")


def _plays(node: Node, known_materials: Collection[int] | None) -> Iterator[Problem]:
    plays = [(place, card) for place, card in enumerate(node.cards) if isinstance(card, cards.Play)]
    for place, _ in plays[1:]:
        yield Problem(node.id, place, "second_play")
    for place, card in plays:
        if known_materials is not None and card.clip.isdecimal() and int(card.clip) not in known_materials:
            yield Problem(node.id, place, "play_clip_unknown")


def _order(flow: Flow, node: Node) -> Iterator[Problem]:
    ended = False
    for place, card in enumerate(node.cards):
        if ended:
            yield Problem(node.id, place, "card_after_hangup")
        ended = ended or isinstance(card, cards.HangUp)
        if isinstance(card, cards.Record) and (node.id != flow.start or place != 0):
            yield Problem(node.id, place, "record_not_first")
    if ended and (node.listens or node.next):
        yield Problem(node.id, None, "hangup_before_exit")


def _branches(node: Node) -> Iterator[Problem]:
    seen = set()
    for branch in node.branches:
        answer = (branch.when, branch.value)
        if answer in seen:
            yield Problem(node.id, None, "branch_twice")
        seen.add(answer)


def _reached(flow: Flow) -> set[str]:
    reached: set[str] = set()
    ahead = [flow.start]
    while ahead:
        key = ahead.pop()
        if key in reached or key not in flow.nodes:
            continue
        reached.add(key)
        node = flow.nodes[key]
        ahead += node.exits
        ahead += [card.node for card in node.repeats if card.node]
    return reached


def _endless(flow: Flow) -> list[str]:
    """Nodes that can follow one another for ever though the person does nothing."""
    edges = {key: tuple(_silent_exits(node)) for key, node in flow.nodes.items()}
    return [key for key in flow.nodes if _returns(key, edges)]


def _silent_exits(node: Node) -> Iterator[str]:
    if not node.listens:
        yield from node.exits
    elif branch := node.branch(when="silence"):
        yield branch.to


def _returns(key: str, edges: Mapping[str, tuple[str, ...]]) -> bool:
    seen: set[str] = set()
    ahead = list(edges[key])
    while ahead:
        current = ahead.pop()
        if current == key:
            return True
        if current not in seen:
            seen.add(current)
            ahead += edges.get(current, ())
    return False
