"""Every card and branch of the second wave: read as written, and each mistake by its name."""

from typing import Any

import pytest

from rupor.engine.flow import card_reading, cards, document, words
from rupor.engine.flow.tests.flows import one_node, question, spoken_question, with_nodes

PLAY = {"do": "play", "material": "campaign"}
PHONE = {"kind": "phone", "to": "8 (495) 123-45-67"}
TRANSFER = {"do": "transfer", "operators": [PHONE]}


@pytest.mark.parametrize(
    ("fields", "card"),
    [
        ({"do": "am_filter"}, cards.MachineFilter()),
        ({"do": "webhook", "integration": 7}, cards.Webhook(7)),
        ({"do": "ticket_card", "title": " Перезвонить ", "text": "{{name}}"}, cards.Ticket("Перезвонить", "{{name}}")),
        ({"do": "goto", "flow": 12}, cards.Goto(12)),
        (TRANSFER, cards.Transfer((cards.Operator("phone", "74951234567"),))),
        (
            {
                "do": "transfer",
                "ring_seconds": 30,
                "music": 9,
                "operators": [{"kind": "sip", "to": "ivan@pbx.example"}],
            },
            cards.Transfer((cards.Operator("sip", "sip:ivan@pbx.example"),), ring_seconds=30, music="9"),
        ),
        (
            {"do": "transfer", "operators": [{"kind": "sip", "to": "sips:101@10.0.0.5:5061"}, PHONE]},
            cards.Transfer((cards.Operator("sip", "sips:101@10.0.0.5:5061"), cards.Operator("phone", "74951234567"))),
        ),
    ],
)
def test_a_card_is_read(fields: dict[str, Any], card: cards.Card) -> None:
    assert card_reading.read(fields) == card


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"do": "webhook"}, "webhook_without_integration"),
        ({"do": "webhook", "integration": "7"}, "card_malformed"),
        ({"do": "webhook", "integration": True}, "card_malformed"),
        ({"do": "ticket_card", "title": " "}, "ticket_without_title"),
        ({"do": "ticket_card", "title": 5}, "card_malformed"),
        ({"do": "goto"}, "goto_without_flow"),
        ({"do": "goto", "flow": 0}, "card_malformed"),
        ({"do": "transfer"}, "transfer_without_operators"),
        ({"do": "transfer", "operators": []}, "transfer_without_operators"),
        ({"do": "transfer", "operators": [PHONE] * 11}, "transfer_too_many_operators"),
        ({**TRANSFER, "ring_seconds": 4}, "transfer_ring_seconds_malformed"),
        ({**TRANSFER, "ring_seconds": 20.5}, "transfer_ring_seconds_malformed"),
        ({**TRANSFER, "music": "song"}, "transfer_music_malformed"),
        *(
            ({"do": "transfer", "operators": [operator]}, "transfer_operator_malformed")
            for operator in (
                None,
                {"kind": "phone", "to": "112"},
                {"kind": "fax", "to": "74951234567"},
                {"kind": "phone", "to": 74951234567},
                {"kind": "sip", "to": "pbx.example"},
                {"kind": "sip", "to": "sip:ivan@pbx.example;maddr=10.1.1.1"},
                {"kind": "sip", "to": "sip:ivan@pbx.example\r\nVia: x"},
                {"kind": "sip", "to": "tel:+74951234567"},
            )
        ),
    ],
)
def test_a_spoilt_card_is_named(fields: dict[str, Any], code: str) -> None:
    with pytest.raises(card_reading.BadCard, match=f"^{code}$"):
        card_reading.read(fields)


YES = {"when": "words", "words": ["да", "хочу"], "to": "b"}
NO_OPERATOR = {"when": "no_operator", "to": "b"}
REST = {"b": {}}


@pytest.mark.parametrize(
    ("bad", "expected"),
    [
        (one_node(cards=[{"do": "am_filter"}, {"do": "record"}, PLAY]), []),
        (one_node(cards=[PLAY, {"do": "am_filter"}]), [("a", 1, "filter_not_first")]),
        (one_node(cards=[{"do": "record"}, {"do": "record"}, PLAY]), [("a", 1, "record_not_first")]),
        (
            with_nodes(a={"cards": [PLAY], "next": "b"}, b={"cards": [{"do": "am_filter"}]}),
            [("b", 0, "filter_not_first")],
        ),
        (one_node(cards=[PLAY, TRANSFER, TRANSFER]), [("a", 2, "second_transfer")]),
        (one_node(cards=[PLAY, {**TRANSFER, "music": 99}]), [("a", 1, "transfer_music_unknown")]),
        (with_nodes(a={"cards": [PLAY, TRANSFER], "branches": [NO_OPERATOR]}, **REST), []),
        (
            with_nodes(a={"cards": [PLAY], "branches": [NO_OPERATOR]}, **REST),
            [("a", None, "no_operator_without_transfer")],
        ),
        (
            one_node(cards=[PLAY, TRANSFER], branches=[{"when": "no_operator", "to": "a"}]),
            [("a", None, "endless_loop")],
        ),
        (
            with_nodes(a={"cards": [PLAY, TRANSFER], "branches": [NO_OPERATOR, NO_OPERATOR]}, **REST),
            [("a", None, "branch_twice")],
        ),
        (with_nodes(a=spoken_question(YES), **REST), []),
        (with_nodes(a=spoken_question(YES, {"when": "key", "value": "1", "to": "b"}), **REST), []),
        (with_nodes(a=question(YES), **REST), [("a", None, "words_without_voice")]),
        (with_nodes(a=spoken_question({"when": "other", "to": "b"}), **REST), [("a", None, "voice_without_words")]),
        (
            with_nodes(a=spoken_question({**YES, "words": []}, {"when": "other", "to": "b"}), **REST),
            [("a", None, "branch_words_missing"), ("a", None, "voice_without_words")],
        ),
        (
            with_nodes(a=spoken_question(YES, {**YES, "words": ["…", 5]}), **REST),
            [("a", None, "branch_words_missing")],
        ),
        (
            with_nodes(a=spoken_question({**YES, "words": [f"слово{n}" for n in range(51)]}), **REST),
            [("a", None, "branch_words_too_many")],
        ),
        (with_nodes(a=spoken_question(YES, {**YES, "words": ["Хочу!"]}), **REST), [("a", None, "word_twice")]),
        (with_nodes(a=spoken_question({**YES, "words": ["менеджер", "менеджера"]}), **REST), []),
        (
            with_nodes(
                a=spoken_question({**YES, "words": ["ёлка"]}, {**YES, "words": ["елки"]}),
                **REST,
            ),
            [("a", None, "word_twice")],
        ),
        (one_node(cards=[PLAY, {"do": "goto", "flow": 2}, {"do": "goal"}]), [("a", 2, "card_after_goto")]),
        (
            with_nodes(a={"cards": [PLAY, {"do": "goto", "flow": 2}], "next": "b"}, **REST),
            [("a", None, "goto_before_exit")],
        ),
    ],
)
def test_each_mistake_is_named(bad: Any, expected: list[tuple[str, int | None, str]]) -> None:
    found = document.problems(document=bad, known_materials={12})
    assert [(p.node, p.card, p.code) for p in found] == expected


def test_mistakes_of_all_nodes_are_told_at_once() -> None:
    bad = with_nodes(
        a=spoken_question({"when": "words", "words": ["да"], "to": "b"}, {"when": "words", "words": ["Да"], "to": "c"}),
        b={"cards": [{"do": "transfer"}, {"do": "webhook"}]},
        c={"cards": [TRANSFER, TRANSFER, {"do": "goto"}]},
    )
    assert {(p.node, p.card, p.code) for p in document.problems(document=bad)} == {
        ("a", None, "word_twice"),
        ("b", 0, "transfer_without_operators"),
        ("b", 1, "webhook_without_integration"),
        ("c", 1, "second_transfer"),
        ("c", 2, "goto_without_flow"),
    }


def test_a_flow_tells_what_its_cards_need() -> None:
    flow = document.read(
        with_nodes(
            a={**spoken_question(YES), "cards": [{"do": "am_filter"}, PLAY, {"do": "webhook", "integration": 3}]},
            b={"cards": [{**TRANSFER, "music": 9}, {"do": "ticket_card", "title": "Т", "text": "{{name}}"}]},
        )
    )
    assert (flow.filters_machines, flow.records, flow.transfers) == (True, False, True)
    assert flow.clips == {"campaign", "9"}
    assert flow.phrases == {("да", "хочу")}
    assert flow.integrations == {3}
    assert flow.ticket_texts == ("Т", "{{name}}")


@pytest.mark.parametrize(
    ("text", "phrase", "found"),
    [
        ("Да, конечно", "да", True),
        ("ДА", "да", True),
        ("давайте", "да", False),
        ("позовите менеджера", "менеджер", True),
        ("еще раз", "ещё", True),
        ("не хочу я этого", "не хочу", True),
        ("хочу, но не сейчас", "не хочу", False),
        ("call me later", "Later", True),
        ("", "да", False),
        ("да", "…", False),
    ],
)
def test_words_are_found_in_any_form(text: str, phrase: str, found: bool) -> None:
    assert words.says(text=text, phrase=phrase) is found
