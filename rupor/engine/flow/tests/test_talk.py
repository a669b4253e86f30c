"""Words, transfers and the facts of the second wave, step by step."""

from typing import Any

import pytest

from rupor.engine.flow import cards, document, runner, steps
from rupor.engine.flow.steps import ClipFinished, KeyPressed, MachineFound, OperatorAnswered, OperatorLost, Said
from rupor.engine.flow.tests.flows import spoken_question, with_nodes

YES = {"when": "words", "words": ["да", "хочу"], "to": "yes"}
NO = {"when": "words", "words": ["нет", "не хочу"], "to": "no"}
PLAY = {"do": "play", "material": "campaign"}
PHRASES = ("нет", "не хочу", "да", "хочу")
CLIP = steps.Play("campaign", 0.0, PHRASES)
LISTEN = steps.Listen(7, PHRASES)
STOP, END = steps.StopPlaying(), steps.HangUp()

ASKING = with_nodes(
    a=spoken_question(
        NO,
        YES,
        {"when": "key", "value": "1", "to": "yes"},
        {"when": "other", "to": "other"},
        {"when": "silence", "to": "silent"},
    ),
    yes={"cards": [{"do": "goal", "tag": "Лид"}, {"do": "hangup"}]},
    no={"cards": [{"do": "stop"}, {"do": "hangup"}]},
    other={"cards": [{"do": "play", "material": 3}]},
    silent={"cards": [{"do": "play", "material": 4}]},
)


def walk(*stimuli: steps.Stimulus, flow: dict[str, Any]) -> list[list[steps.Step]]:
    run = runner.FlowRunner(flow=document.read(flow), action_wait_seconds=7)
    return [run.start(), *(run.feed(stimulus) for stimulus in stimuli)]


LEAD, REFUSAL = [steps.MarkLead("Лид", "yes"), END], [steps.AddToStopList("", "no"), END]


@pytest.mark.parametrize(
    ("stimuli", "expected"),
    [
        ([ClipFinished(), Said("да", "да")], [[LISTEN], LEAD]),
        ([ClipFinished(), Said(phrase="хочу")], [[LISTEN], LEAD]),
        ([ClipFinished(), Said("ДА, конечно")], [[LISTEN], LEAD]),
        ([ClipFinished(), Said("не хочу")], [[LISTEN], REFUSAL]),
        ([ClipFinished(), Said("да нет")], [[LISTEN], REFUSAL]),
        ([ClipFinished(), Said("а кто это")], [[LISTEN], [steps.Play("3")]]),
        ([ClipFinished(), Said()], [[LISTEN], [steps.Play("3")]]),
        ([ClipFinished(), steps.WaitElapsed()], [[LISTEN], [steps.Play("4")]]),
        ([ClipFinished(), KeyPressed("1")], [[LISTEN], LEAD]),
        ([ClipFinished(), KeyPressed("5")], [[LISTEN], [steps.Play("3")]]),
        ([Said("да")], [[STOP, *LEAD]]),
        ([Said("алло, алло"), Said("да")], [[], [STOP, *LEAD]]),
    ],
)
def test_what_is_said_opens_the_first_filter_that_has_it(
    stimuli: list[steps.Stimulus], expected: list[list[steps.Step]]
) -> None:
    assert walk(*stimuli, flow=ASKING) == [[CLIP], *expected]


def test_words_do_nothing_where_only_keys_are_heeded() -> None:
    keys = {**ASKING, "nodes": {**ASKING["nodes"]}}
    keys["nodes"]["a"] = {**spoken_question({"when": "key", "value": "1", "to": "a"}), "recognition": {"mode": "dtmf"}}
    assert walk(Said("да", "да"), ClipFinished(), Said("да", "да"), flow=keys)[1:] == [
        [],
        [steps.Listen(7)],
        [],
    ]


IVAN, OFFICE = cards.Operator("sip", "sip:ivan@pbx.example"), cards.Operator("phone", "74951234567")
TRANSFER = {
    "do": "transfer",
    "ring_seconds": 15,
    "operators": [{"kind": "sip", "to": IVAN.to}, {"kind": "phone", "to": OFFICE.to}],
}
FIRST, SECOND = (steps.RingOperator(operator, 15, "a") for operator in (IVAN, OFFICE))
WAITING = [steps.PlayMusic("music"), FIRST]


def transferring(*branches: dict[str, str], after: tuple[dict[str, Any], ...] = ()) -> dict[str, Any]:
    return with_nodes(
        a={"cards": [PLAY, TRANSFER, *after], "branches": list(branches)},
        b={"cards": [{"do": "ticket_card", "title": "Перезвонить", "text": "{{name}}"}, {"do": "hangup"}]},
    )


NOBODY = {"when": "no_operator", "to": "b"}
TICKET = steps.MakeTicket("Перезвонить", "{{name}}", "b")


@pytest.mark.parametrize(
    ("stimuli", "flow", "expected"),
    [
        ([OperatorAnswered()], transferring(), [[steps.Connect()]]),
        ([OperatorAnswered(), OperatorLost()], transferring(), [[steps.Connect()], [END]]),
        ([OperatorLost(), OperatorAnswered()], transferring(), [[SECOND], [steps.Connect()]]),
        ([OperatorLost(), OperatorLost()], transferring(), [[SECOND], [STOP, END]]),
        ([OperatorLost(), OperatorLost()], transferring(NOBODY), [[SECOND], [STOP, TICKET, END]]),
        (
            [OperatorLost(), OperatorLost()],
            transferring(after=({"do": "goal", "tag": "t"},)),
            [[SECOND], [STOP, steps.MarkLead("t", "a"), END]],
        ),
        ([KeyPressed("1"), Said("да"), ClipFinished()], transferring(), [[], [], []]),
        ([MachineFound()], transferring(), [[STOP, END]]),
        ([OperatorAnswered(), MachineFound(), KeyPressed("1")], transferring(), [[steps.Connect()], [], []]),
        ([steps.FarHungUp(), OperatorAnswered(), OperatorLost()], transferring(), [[], [], []]),
    ],
)
def test_operators_are_rung_in_order_until_one_answers(
    stimuli: list[steps.Stimulus], flow: dict[str, Any], expected: list[list[steps.Step]]
) -> None:
    assert walk(ClipFinished(), *stimuli, flow=flow)[1:] == [WAITING, *expected]


def test_when_every_operator_is_withheld_nobody_takes_the_call() -> None:
    withheld = {**TRANSFER, "operators": [], "withheld": True}
    flow = transferring(NOBODY)
    flow["nodes"]["a"]["cards"] = [PLAY, withheld]
    assert walk(ClipFinished(), flow=flow)[1] == [STOP, TICKET, END]


def test_music_may_be_a_clip_of_the_project() -> None:
    flow = with_nodes(a={"cards": [PLAY, {**TRANSFER, "music": 9}]})
    assert walk(ClipFinished(), flow=flow)[1] == [steps.PlayMusic("9"), FIRST]


def test_an_integration_is_told_before_the_next_clip_of_an_answer() -> None:
    flow = with_nodes(
        a=spoken_question(YES),
        yes={
            "cards": [
                {"do": "play", "material": 3},
                {"do": "webhook", "integration": 8},
                {"do": "ticket_card", "title": "Т"},
            ]
        },
    )
    assert walk(Said("да"), flow=flow)[1] == [
        STOP,
        steps.TellIntegration(8, "yes"),
        steps.MakeTicket("Т", "", "yes"),
        steps.Play("3"),
    ]


def test_a_step_to_another_flow_that_was_not_taken_in_ends_the_call() -> None:
    assert walk(ClipFinished(), flow=with_nodes(a={"cards": [PLAY, {"do": "goto", "flow": 2}]}))[1] == [END]
