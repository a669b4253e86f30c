"""How long a talk may last, so that its money can be held before it starts.

An upper estimate in one pass: nodes that can lead back to each other are taken together with all their repeats, and the
longest chain of such knots is the answer. Exact longest paths would cost exponential time; the caller caps the figure.
"""

from collections.abc import Mapping

from rupor.engine.flow import document as documents
from rupor.engine.flow.graph import Flow, Node
from rupor.engine.flow.runner import QUESTION_REPEATS

# A person is let finish a sentence that was begun within the wait.
SENTENCE_SECONDS = 5.0
# Nobody knows how long a talk with an operator lasts; callers cap the figure by their own longest talk.
TALK_WITH_OPERATOR_SECONDS = 1800.0


def longest_seconds(*, document: object, clip_seconds: Mapping[str, float], action_wait_seconds: float) -> float:
    """Seconds of the longest talk; `clip_seconds` by clip key, an absent clip counts as silent."""
    flow = documents.read(document)
    edges = {node.id: _exits(flow, node) for node in flow.nodes.values()}
    reach = {key: _reach(key, edges) for key in flow.nodes}
    knots = {key: frozenset({key} | {other for other in reach[key] if key in reach[other]}) for key in flow.nodes}
    cost = {key: _node_seconds(node, clip_seconds, action_wait_seconds) for key, node in flow.nodes.items()}
    longest: dict[frozenset[str], float] = {}
    for key in sorted({flow.start} | reach[flow.start], key=lambda key: len({key} | reach[key])):
        knot = knots[key]
        after = {knots[to] for member in knot for to in edges[member]} - {knot}
        longest[knot] = _knot_seconds(flow, knot, cost) + max((longest[other] for other in after), default=0.0)
    return longest[knots[flow.start]]


def _exits(flow: Flow, node: Node) -> tuple[str, ...]:
    return (*node.exits, *(to for _, to in flow.repeat_targets(node=node)))


def _reach(key: str, edges: Mapping[str, tuple[str, ...]]) -> set[str]:
    seen: set[str] = set()
    ahead = list(edges[key])
    while ahead:
        current = ahead.pop()
        if current not in seen:
            seen.add(current)
            ahead += edges[current]
    return seen


def _node_seconds(node: Node, clip_seconds: Mapping[str, float], action_wait_seconds: float) -> float:
    once = clip_seconds.get(node.play.clip, 0.0) if node.play else 0.0
    transfer = node.transfer
    ringing = len(transfer.operators) * transfer.ring_seconds + TALK_WITH_OPERATOR_SECONDS if transfer else 0.0
    if not node.listens:
        return once + ringing
    asked = 1 if node.branch(when="other") and node.branch(when="silence") else 1 + QUESTION_REPEATS
    return ringing + asked * (once + action_wait_seconds + (SENTENCE_SECONDS if node.by_voice else 0.0))


def _knot_seconds(flow: Flow, knot: frozenset[str], cost: Mapping[str, float]) -> float:
    rounds: int = 1 + sum(card.times for key in knot for card in flow.nodes[key].repeats)
    return rounds * sum(cost[key] for key in knot)
