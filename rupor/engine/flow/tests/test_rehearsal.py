"""A rehearsal tells what a call would do, and what it would last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.engine.flow import document, rehearsal
from rupor.engine.flow.tests.flows import MENU, one_node, spoken_question, with_nodes

SECONDS = {"campaign": 10.0, "13": 3.0, "14": 5.0}
TRANSFER = {"do": "transfer", "ring_seconds": 20, "operators": [{"kind": "phone", "to": "74951234567"}]}
TALK = with_nodes(
    a=spoken_question({"when": "words", "words": ["да"], "to": "b"}),
    b={"cards": [{"do": "webhook", "integration": 4}, TRANSFER], "branches": [{"when": "no_operator", "to": "c"}]},
    c={"cards": [{"do": "ticket_card", "title": "Позвонить {{name}}"}]},
)


def walked(flow: object = MENU) -> rehearsal.Rehearsal:
    return rehearsal.Rehearsal(
        flow=document.read(flow), clip_seconds=SECONDS, action_wait_seconds=7, variables={"name": "Анна"}
    )


def told(*typed: str, flow: object = MENU) -> list[tuple[str, str, float]]:
    walk = walked(flow)
    lines = walk.start()
    for word in typed:
        lines += walk.feed(word)
    return [(line.kind, line.text, line.at_seconds) for line in lines]


START = [("enter", "Ответ", 0.0), ("record", "", 0.0), ("play", "campaign", 0.0)]
LISTENS = ("listen", "", 10.0)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ([], []),
        (
            ["1"],
            [
                LISTENS,
                ("person_key", "1", 10.0),
                ("enter", "interested", 12.0),
                ("lead", "Лид", 12.0),
                ("message", "Спасибо, Анна!", 12.0),
                ("play", "13", 12.0),
                ("hangup", "", 15.0),
            ],
        ),
        (
            ["!2"],
            [
                ("person_key", "2", 0.0),
                ("enter", "stop", 2.0),
                ("stop_list", "", 2.0),
                ("hangup", "", 2.0),
            ],
        ),
        (
            ["молчание"],
            [
                LISTENS,
                ("person_silence", "молчание", 10.0),
                ("enter", "bye", 17.0),
                ("play", "14", 17.0),
                ("hangup", "", 22.0),
            ],
        ),
        (["сброс", "1"], [LISTENS, ("person_hangup", "сброс", 10.0)]),
        (["оператор"], [LISTENS, ("person_operator", "оператор", 10.0), ("unheeded", "оператор", 15.0)]),
        (["да"], [LISTENS, ("person_said", "да", 10.0), ("unheeded", "да", 12.0)]),
    ],
)
def test_the_menu(typed: list[str], expected: list[tuple[str, str, float]]) -> None:
    assert told(*typed) == START + expected


def test_words_and_operators() -> None:
    assert told("Да!", "занято", flow=TALK)[2:] == [
        ("listen", "да", 10.0),
        ("person_said", "Да!", 10.0),
        ("enter", "b", 12.0),
        ("webhook", "4", 12.0),
        ("music", "music", 12.0),
        ("ring", "74951234567", 12.0),
        ("person_busy", "занято", 12.0),
        ("enter", "c", 32.0),
        ("ticket", "Позвонить Анна", 32.0),
        ("hangup", "", 32.0),
    ]
    assert ("connect", "", 17.0) in told("да", "operator", flow=TALK)


def test_clips_that_ask_nothing_are_heard_to_their_end() -> None:
    walk = walked(one_node(cards=[{"do": "play", "material": "campaign"}]))
    walk.start()
    assert walk.ended
    assert walk.seconds == 10.0


@given(
    st.lists(
        st.sampled_from(["1", "7", "!1", "да", "!да", "молчание", "сброс", "оператор", "занято", "", "!"]), max_size=12
    )
)
def test_any_script_is_walked_and_time_never_goes_back(typed: list[str]) -> None:
    for flow in (MENU, TALK):
        instants = [at for _, _, at in told(*typed, flow=flow)]
        assert instants == sorted(instants)
