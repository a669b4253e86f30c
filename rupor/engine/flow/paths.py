"""Where a talk can go: nodes that are reached, and circles that need nobody's answer."""

from collections.abc import Iterator, Mapping

from rupor.engine.flow.graph import Flow, Node


def reached(flow: Flow) -> set[str]:
    """Nodes that the talk can come to."""
    found: set[str] = set()
    ahead = [flow.start]
    while ahead:
        key = ahead.pop()
        if key in found or key not in flow.nodes:
            continue
        found.add(key)
        node = flow.nodes[key]
        ahead += node.exits
        ahead += [card.node for card in node.repeats if card.node]
    return found


def endless(flow: Flow) -> list[str]:
    """Nodes that can follow one another for ever though the person does nothing."""
    edges = {key: tuple(_silent_exits(node)) for key, node in flow.nodes.items()}
    return [key for key in flow.nodes if _returns(key, edges)]


def _silent_exits(node: Node) -> Iterator[str]:
    if not node.listens:
        yield from node.exits
        return
    for when in ("silence", "no_operator"):
        if branch := node.branch(when=when):
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
