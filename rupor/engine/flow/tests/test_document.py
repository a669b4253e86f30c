"""Every mistake of a document has its name, and no JSON at all breaks the checks."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.engine.flow import document
from rupor.engine.flow.tests.flows import MENU, one_node, question, with_nodes
from rupor.kit import errors

PLAY = {"do": "play", "material": "campaign"}
KEY = {"when": "key", "value": "1", "to": "a"}


def test_the_menu_has_no_problems() -> None:
    assert document.problems(document=MENU, known_materials={13, 14}) == []


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (None, [("", None, "version_unknown")]),
        ({"version": 2, "nodes": {}}, [("", None, "version_unknown")]),
        ({"version": 1, "start": "a", "nodes": {}}, [("", None, "nodes_missing")]),
        ({"version": 1, "start": "b", "nodes": {"a": {"cards": [PLAY]}}}, [("", None, "start_missing")]),
        ({"version": 1, "start": "a", "nodes": {str(n): {} for n in range(201)}}, [("", None, "too_many_nodes")]),
        (one_node(cards=[]), [("a", None, "start_without_clip")]),
        (one_node(cards="play"), [("a", None, "node_malformed"), ("a", None, "start_without_clip")]),
        (one_node(cards=[PLAY, {"do": "dance"}]), [("a", 1, "card_unknown")]),
        (one_node(cards=[PLAY, 5]), [("a", 1, "card_malformed")]),
        (one_node(cards=[{"do": "play"}]), [("a", 0, "play_without_clip"), ("a", None, "start_without_clip")]),
        (
            one_node(cards=[{"do": "play", "material": "x"}]),
            [("a", 0, "play_clip_malformed"), ("a", None, "start_without_clip")],
        ),
        (one_node(cards=[{"do": "play", "material": 99}]), [("a", 0, "play_clip_unknown")]),
        (
            one_node(cards=[{**PLAY, "recognition_start_seconds": -1}]),
            [("a", 0, "play_recognition_start_malformed"), ("a", None, "start_without_clip")],
        ),
        (one_node(cards=[PLAY, PLAY]), [("a", 1, "second_play")]),
        (one_node(cards=[PLAY, {"do": "record"}]), [("a", 1, "record_not_first")]),
        (one_node(cards=[PLAY, {"do": "message", "text": "  "}]), [("a", 1, "message_without_text")]),
        (one_node(cards=[PLAY, {"do": "repeat", "times": 4}]), [("a", 1, "repeat_times_malformed")]),
        (one_node(cards=[PLAY, {"do": "repeat", "node": "zz"}]), [("a", 1, "target_unknown")]),
        (one_node(cards=[PLAY, {"do": "hangup"}, {"do": "goal"}]), [("a", 2, "card_after_hangup")]),
        (one_node(cards=[PLAY], next="zz"), [("a", None, "target_unknown")]),
        (one_node(cards=[PLAY], next="a"), [("a", None, "endless_loop")]),
        (one_node(**question()), [("a", None, "recognition_without_branches")]),
        (one_node(**question(KEY, KEY)), [("a", None, "branch_twice")]),
        (one_node(**question(KEY, next="a")), [("a", None, "next_beside_recognition")]),
        (one_node(**question({"when": "key", "value": "12", "to": "a"}, KEY)), [("a", None, "branch_key_malformed")]),
        (one_node(**question({"when": "key", "value": "*", "to": "a"}, KEY)), [("a", None, "branch_key_malformed")]),
        (one_node(**question({"when": "word", "to": "a"}, KEY)), [("a", None, "branch_malformed")]),
        (one_node(**question({"when": "silence", "to": "a"})), [("a", None, "endless_loop")]),
        (one_node(**{**question(KEY), "recognition": {"mode": "mind"}}), [("a", None, "recognition_mode_unknown")]),
        (one_node(**{**question(KEY), "recognition": {"mode": "voice"}}), [("a", None, "voice_without_words")]),
        (one_node(cards=[PLAY], branches=[KEY]), [("a", None, "branches_without_recognition")]),
        (with_nodes(a={"cards": [PLAY]}, b={}), [("b", None, "unreachable")]),
        (
            with_nodes(a={"cards": [PLAY], "next": "b"}, b={"next": "a"}),
            [("a", None, "endless_loop"), ("b", None, "endless_loop")],
        ),
        (
            with_nodes(a={"cards": [PLAY, {"do": "hangup"}], "next": "b"}, b={}),
            [("a", None, "hangup_before_exit"), ("b", None, "unreachable")],
        ),
    ],
)
def test_each_mistake_is_named(bad: Any, expected: list[tuple[str, int | None, str]]) -> None:
    found = document.problems(document=bad, known_materials={12})
    assert [(p.node, p.card, p.code) for p in found] == expected


def test_all_mistakes_are_told_at_once() -> None:
    bad = copy.deepcopy(MENU)
    bad["nodes"]["answer"]["cards"].append({"do": "play"})
    bad["nodes"]["interested"]["cards"][2]["text"] = ""
    bad["nodes"]["stop"]["next"] = "nowhere"
    assert {p.code for p in document.problems(document=bad)} == {
        "play_without_clip",
        "message_without_text",
        "target_unknown",
        "hangup_before_exit",
    }


def test_a_loop_through_a_key_is_lawful() -> None:
    assert document.problems(document=one_node(**question(KEY))) == []


def test_a_bad_document_cannot_be_read() -> None:
    with pytest.raises(errors.RuporError, match="flow_start_missing"):
        document.read({"version": 1, "start": "b", "nodes": {"a": {}}})


def test_a_flow_tells_what_it_needs() -> None:
    flow = document.read(MENU)
    assert flow.clips == {"campaign", "13", "14"}
    assert flow.message_texts == ("Спасибо, {{name}}!",)
    assert flow.records


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["version", "start", "nodes", "cards", "do", "a"]), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_json_breaks_the_checks(anything: Any) -> None:
    assert document.problems(document=anything)


@given(JSON, JSON, JSON, JSON)
def test_no_parts_break_the_checks(cards: Any, branches: Any, target: Any, recognition: Any) -> None:
    bad = one_node(cards=cards, branches=branches, next=target, recognition=recognition)
    assert document.problems(document=bad, known_materials=[1])
