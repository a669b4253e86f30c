"""Flows that lead to other flows become one, and circles are told."""

import copy
from typing import Any

import pytest

from rupor.engine.flow import document, inlining, runner, steps
from rupor.engine.flow.tests.flows import MENU, one_node, question, with_nodes
from rupor.kit import errors

PLAY = {"do": "play", "material": "campaign"}


def leading(*targets: int) -> dict[str, Any]:
    """A question whose key n leads to the nth flow."""
    branches = [{"when": "key", "value": str(place), "to": f"to{place}"} for place in range(len(targets))]
    gotos = {f"to{place}": {"cards": [{"do": "goto", "flow": target}]} for place, target in enumerate(targets)}
    return with_nodes(a=question(*branches), **gotos)


def told(flows: dict[int, Any], *, own: int) -> list[tuple[str, int | None, str]]:
    found = inlining.problems(flow=document.read(flows[own]), own=own, find=flows.get)
    return [(problem.node, problem.card, problem.code) for problem in found]


LARGE = with_nodes(a={"cards": [PLAY], "next": "n0"}, **{f"n{n}": {"next": f"n{n + 1}"} for n in range(197)}, n197={})


@pytest.mark.parametrize(
    ("flows", "expected"),
    [
        ({1: leading(2), 2: MENU}, []),
        ({1: leading(2, 2), 2: MENU}, []),
        ({1: leading(2, 3), 2: leading(3), 3: MENU}, []),
        ({1: leading(9)}, [("to0", 0, "goto_flow_unknown")]),
        ({1: leading(2), 2: leading(9)}, [("to0", 0, "goto_flow_unknown")]),
        ({1: leading(1)}, [("to0", 0, "goto_circle")]),
        ({1: leading(3, 2), 2: leading(3), 3: leading(2)}, [("to0", 0, "goto_circle"), ("to1", 0, "goto_circle")]),
        ({1: leading(2), 2: leading(3), 3: leading(1)}, [("to0", 0, "goto_circle")]),
        ({1: leading(2), 2: LARGE}, [("to0", 0, "goto_too_many_nodes")]),
    ],
)
def test_each_way_that_leads_nowhere_is_named(flows: dict[int, Any], expected: list[Any]) -> None:
    assert told(flows, own=1) == expected


def test_the_other_flow_is_walked_as_if_it_were_part_of_this_one() -> None:
    whole = inlining.inlined(document=leading(2, 2), own=1, find={2: MENU}.get)
    assert document.problems(document=whole) == [document.Problem("2.answer", 0, "record_not_first")]
    run = runner.FlowRunner(flow=document.read(whole), action_wait_seconds=7)
    run.start()
    run.feed(steps.KeyPressed("1"))
    assert run.feed(steps.KeyPressed("7")) == [steps.StopPlaying(), steps.Play("campaign", 0.0)]
    assert run.feed(steps.KeyPressed("2"))[1:] == [steps.AddToStopList("", "2.stop"), steps.HangUp()]
    assert run.path == ["a", "to1", "2.answer", "2.again", "2.answer", "2.stop"]


def test_nothing_is_changed_in_the_documents_taken() -> None:
    own, other = leading(2), copy.deepcopy(MENU)
    before = copy.deepcopy((own, other))
    inlining.inlined(document=own, own=1, find={2: other}.get)
    assert (own, other) == before


def test_a_document_without_other_flows_stays_as_it_is() -> None:
    assert inlining.inlined(document=MENU, own=1, find={}.get) == MENU


def test_a_circle_cannot_be_frozen() -> None:
    with pytest.raises(errors.RuporError, match="flow_goto_circle"):
        inlining.inlined(document=one_node(cards=[PLAY, {"do": "goto", "flow": 1}]), own=1, find={1: MENU}.get)
