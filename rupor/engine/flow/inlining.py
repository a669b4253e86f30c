"""Flows that lead to other flows become one document: the other flow's nodes are taken in under names of their own.

The node «ask» of flow 12 is named «12.ask» there. A card `goto` gives way to a plain step to the other flow's start;
a flow that is led to from several places is taken in once.
"""

import copy
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from rupor.engine.flow import document as documents
from rupor.engine.flow.checks import Problem
from rupor.engine.flow.graph import Flow
from rupor.kit import errors

Document = Mapping[str, Any]
# The document of a flow of the same project, None when there is none.
Find = Callable[[int], Document | None]


def problems(*, flow: Flow, own: int | None, find: Find) -> list[Problem]:
    """What is wrong with the ways to other flows; `own` is the flow's number, None while it has none."""
    return [
        Problem(node, place, code)
        for node, place, card in flow.gotos
        if (code := _problem(card.flow, own=own, find=find, nodes=len(flow.nodes)))
    ]


def _problem(target: int, *, own: int | None, find: Find, nodes: int) -> str:
    seen: dict[int, Flow] = {}
    try:
        circle = own == target or _takes_in(target, (*([own] if own else []),), find, seen)
    except errors.RuporError:
        return "goto_flow_unknown"
    if circle:
        return "goto_circle"
    total = nodes + sum(len(flow.nodes) for flow in seen.values())
    return "goto_too_many_nodes" if total > documents.MOST_NODES else ""


def _takes_in(number: int, way: tuple[int, ...], find: Find, seen: dict[int, Flow]) -> bool:
    """Gathers what the flow needs; True when a way comes back to where it has been."""
    if number in way:
        return True
    if number in seen:
        return False
    seen[number] = documents.read(_found(number, find))
    return any(_takes_in(card.flow, (*way, number), find, seen) for _, _, card in seen[number].gotos)


def _found(number: int, find: Find) -> Document:
    found = find(number)
    if found is None:
        raise errors.RuporError("flow_goto_flow_unknown", field="flow", flow=number)
    return found


def inlined(*, document: Document, own: int | None = None, find: Find) -> dict[str, Any]:
    """The document with every other flow in it; raises RuporError when a flow is missing or the ways make a circle."""
    flow = documents.read(document)
    for problem in problems(flow=flow, own=own, find=find):
        raise errors.RuporError(f"flow_{problem.code}", field="flow", node=problem.node, card=problem.card)
    whole = copy.deepcopy(dict(document))
    taken: set[int] = set()
    ahead = [card.flow for _, _, card in flow.gotos]
    whole["nodes"] = {key: _led_on(node, find) for key, node in whole["nodes"].items()}
    while ahead:
        number = ahead.pop()
        if number in taken:
            continue
        taken.add(number)
        other = _found(number, find)
        for key, node in other["nodes"].items():
            whole["nodes"][_name(number, key)] = _led_on(_renamed(node, number), find)
        ahead += [card.flow for _, _, card in documents.read(other).gotos]
    return whole


def _name(number: int, key: str) -> str:
    return f"{number}.{key}"


def _renamed(node: Mapping[str, Any], number: int) -> dict[str, Any]:
    made = copy.deepcopy(dict(node))
    if made.get("next"):
        made["next"] = _name(number, made["next"])
    for step in (*(made.get("branches") or ()), *(made.get("cards") or ())):
        for end in ("to", "node"):
            if step.get(end) and step.get("do", "repeat") == "repeat":
                step[end] = _name(number, step[end])
    return made


def _led_on(node: Mapping[str, Any], find: Find) -> dict[str, Any]:
    """The node with a plain step in place of its card `goto`."""
    made = dict(node)
    listed = list(_cards(made))
    for card in listed:
        if card.get("do") == "goto":
            made["cards"] = [other for other in listed if other is not card]
            made["next"] = _name(card["flow"], _found(card["flow"], find)["start"])
    return made


def _cards(node: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    yield from node.get("cards") or ()
