"""The walk through a flow: tables of the menu, and invariants over any flow and any stimuli."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rupor.engine.flow import document, graph, runner, steps
from rupor.engine.flow.cards import (
    Goal,
    Goto,
    HangUp,
    MachineFilter,
    Message,
    Operator,
    Play,
    Record,
    Repeat,
    Stop,
    Ticket,
    Transfer,
    Webhook,
)
from rupor.engine.flow.steps import (
    ClipFinished,
    FarHungUp,
    KeyPressed,
    MachineFound,
    OperatorAnswered,
    OperatorLost,
    Said,
    WaitElapsed,
)
from rupor.engine.flow.tests.flows import MENU, one_node, question

CLIP = steps.Play(clip="campaign", listen_from_seconds=0.0)
LISTEN = steps.Listen(wait_seconds=7)
LEAD = steps.MarkLead(tag="Лид", node="interested")
SMS = steps.SendMessage(text="Спасибо, {{name}}!", sender="SHOP", node="interested")


def walk(*stimuli: steps.Stimulus, flow: dict[str, Any] = MENU, **options: Any) -> list[list[steps.Step]]:
    run = runner.FlowRunner(flow=document.read(flow), action_wait_seconds=7, **options)
    return [run.start(), *(run.feed(stimulus) for stimulus in stimuli)]


@pytest.mark.parametrize(
    ("stimuli", "expected"),
    [
        ([ClipFinished()], [[LISTEN]]),
        ([ClipFinished(), WaitElapsed()], [[LISTEN], [steps.Play("14")]]),
        ([ClipFinished(), WaitElapsed(), ClipFinished()], [[LISTEN], [steps.Play("14")], [steps.HangUp()]]),
        ([KeyPressed("1", 2.0)], [[steps.StopPlaying(), LEAD, SMS, steps.Play("13")]]),
        ([ClipFinished(), KeyPressed("1", 9.0)], [[LISTEN], [LEAD, SMS, steps.Play("13")]]),
        ([KeyPressed("2")], [[steps.StopPlaying(), steps.AddToStopList("", "stop"), steps.HangUp()]]),
        ([KeyPressed("7")], [[steps.StopPlaying(), CLIP]]),
        ([KeyPressed("7"), KeyPressed("7")], [[steps.StopPlaying(), CLIP], [steps.StopPlaying(), steps.HangUp()]]),
        (
            [KeyPressed("7"), KeyPressed("1")],
            [[steps.StopPlaying(), CLIP], [steps.StopPlaying(), LEAD, SMS, steps.Play("13")]],
        ),
        ([WaitElapsed()], [[]]),
        ([FarHungUp(), KeyPressed("1"), ClipFinished()], [[], [], []]),
        ([MachineFound()], [[steps.StopPlaying(), steps.HangUp()]]),
        ([ClipFinished(), MachineFound()], [[LISTEN], [steps.HangUp()]]),
        ([KeyPressed("1"), KeyPressed("2")], [[steps.StopPlaying(), LEAD, SMS, steps.Play("13")], []]),
    ],
)
def test_the_menu(stimuli: list[steps.Stimulus], expected: list[list[steps.Step]]) -> None:
    assert walk(*stimuli) == [[steps.StartRecording(), CLIP], *expected]


def test_keys_before_recognition_starts_are_not_heard() -> None:
    asked = one_node(**question({"when": "key", "value": "1", "to": "a"}))
    asked["nodes"]["a"]["cards"][0]["recognition_start_seconds"] = 3
    assert walk(KeyPressed("1", 2.9), flow=asked)[1] == []
    assert walk(KeyPressed("1", 3.0), flow=asked)[1] == [steps.StopPlaying(), steps.Play("campaign", 3.0)]


def test_the_clip_says_when_recognition_starts_unless_the_card_does() -> None:
    asked = one_node(**question({"when": "key", "value": "1", "to": "a"}))
    assert walk(flow=asked, clip_listen_from={"campaign": 4.0}) == [[steps.Play("campaign", 4.0)]]
    asked["nodes"]["a"]["cards"][0]["recognition_start_seconds"] = 0
    assert walk(flow=asked, clip_listen_from={"campaign": 4.0}) == [[CLIP]]


def test_an_unanswered_question_is_repeated_once_then_the_call_ends() -> None:
    asked = one_node(**question({"when": "key", "value": "1", "to": "a"}))
    silence = [ClipFinished(), WaitElapsed(), ClipFinished(), WaitElapsed()]
    assert walk(*silence, flow=asked)[1:] == [[LISTEN], [CLIP], [LISTEN], [steps.HangUp()]]
    assert walk(*silence[:2], flow=asked, silence_ends=True)[1:] == [[LISTEN], [steps.HangUp()]]
    wrong = [KeyPressed("5"), ClipFinished(), WaitElapsed()]
    assert walk(*wrong, flow=asked)[1:] == [[steps.StopPlaying(), CLIP], [LISTEN], [steps.HangUp()]]


def test_facts_of_an_answer_come_before_its_clip_and_others_in_order() -> None:
    heard = one_node(cards=[{"do": "play", "material": 5}, {"do": "goal", "tag": "t"}])
    assert walk(ClipFinished(), flow=heard) == [[steps.Play("5")], [steps.MarkLead("t", "a"), steps.HangUp()]]


def test_a_repeat_without_a_node_goes_back_to_the_one_that_led_here() -> None:
    asked = one_node(**question({"when": "other", "to": "b"}))
    asked["nodes"]["b"] = {"cards": [{"do": "repeat", "times": 2}, {"do": "play", "material": 9}]}
    presses = [KeyPressed("1")] * 3
    assert walk(*presses, flow=asked)[1:] == [
        [steps.StopPlaying(), CLIP],
        [steps.StopPlaying(), CLIP],
        [steps.StopPlaying(), steps.Play("9")],
    ]


NAMES = ["a", "b", "c", "nowhere"]
CARDS = st.one_of(
    st.builds(Record),
    st.builds(Play, clip=st.sampled_from(["campaign", "1"]), listen_from_seconds=st.none() | st.floats(0, 9)),
    st.builds(Goal),
    st.builds(Stop),
    st.builds(Message, text=st.just("t")),
    st.builds(Repeat, times=st.integers(1, 3), node=st.sampled_from(["", *NAMES])),
    st.builds(HangUp),
    st.builds(MachineFilter),
    st.builds(Webhook, integration=st.just(1)),
    st.builds(Ticket, title=st.just("t")),
    st.builds(Goto, flow=st.just(2)),
    st.builds(
        Transfer,
        operators=st.lists(st.just(Operator("phone", "74951234567")), min_size=1, max_size=3).map(tuple),
        music=st.sampled_from(["", "5"]),
    ),
)
BRANCHES = st.builds(
    graph.Branch,
    when=st.sampled_from(["key", "words", "other", "silence", "no_operator"]),
    to=st.sampled_from(NAMES),
    value=st.sampled_from(["", "1", "2"]),
    words=st.sampled_from([(), ("да",), ("нет", "не хочу")]),
)
STIMULI = st.one_of(
    st.just(ClipFinished()),
    st.builds(KeyPressed, digit=st.sampled_from("129"), at_seconds=st.floats(0, 10)),
    st.just(WaitElapsed()),
    st.just(FarHungUp()),
    st.just(MachineFound()),
    st.just(OperatorAnswered()),
    st.just(OperatorLost()),
    st.builds(Said, text=st.sampled_from(["", "да", "нет, не хочу", "алло"]), phrase=st.sampled_from(["", "да"])),
)


@st.composite
def wild_flows(draw: st.DrawFn) -> graph.Flow:
    """Flows that no check has seen: dead targets, loops, cards anywhere."""
    nodes = {
        key: graph.Node(
            id=key,
            cards=tuple(draw(st.lists(CARDS, max_size=4))),
            listens=draw(st.booleans()),
            by_voice=draw(st.booleans()),
            branches=tuple(draw(st.lists(BRANCHES, max_size=4))),
            next=draw(st.sampled_from(["", *NAMES])),
        )
        for key in NAMES[:3]
    }
    return graph.Flow(start="a", nodes=nodes)


@given(wild_flows(), st.lists(STIMULI, max_size=60))
def test_nothing_follows_a_hang_up_and_each_clip_is_in_the_flow(
    flow: graph.Flow, stimuli: list[steps.Stimulus]
) -> None:
    run = runner.FlowRunner(flow=flow, action_wait_seconds=1)
    done = run.start()
    for stimulus in stimuli:
        ended = run.state is runner.State.ENDED
        following = run.feed(stimulus)
        assert not (ended and following)
        done += following
    ends = [place for place, step in enumerate(done) if isinstance(step, steps.HangUp)]
    assert ends in ([], [len(done) - 1])
    assert {step.clip for step in done if isinstance(step, steps.Play)} <= flow.clips
    music = {step.clip for step in done if isinstance(step, steps.PlayMusic)}
    assert music <= flow.clips | {"music"}


@given(wild_flows(), st.lists(STIMULI, max_size=60))
def test_operators_are_rung_one_at_a_time_and_only_one_is_connected(
    flow: graph.Flow, stimuli: list[steps.Stimulus]
) -> None:
    run = runner.FlowRunner(flow=flow, action_wait_seconds=1)
    done, ringing, connected = run.start(), False, False
    for stimulus in [None, *stimuli]:
        following = done if stimulus is None else run.feed(stimulus)
        if ringing and isinstance(stimulus, OperatorLost):
            ringing = False
        for step in following:
            assert not connected or isinstance(step, steps.HangUp), "the two are left alone"
            if isinstance(step, steps.RingOperator):
                assert not ringing
                ringing = True
            elif isinstance(step, steps.Connect):
                assert ringing
                assert isinstance(stimulus, OperatorAnswered)
                connected = True
            elif ringing:
                assert isinstance(step, steps.StopPlaying | steps.HangUp), "only the end comes before the operator"


@settings(max_examples=60)
@given(wild_flows())
def test_a_person_who_does_nothing_is_let_go(flow: graph.Flow) -> None:
    run = runner.FlowRunner(flow=flow, action_wait_seconds=1)
    run.start()
    for _ in range(8 * runner.MOST_ENTRIES + 2):
        match run.state:
            case runner.State.PLAYING:
                run.feed(ClipFinished())
            case runner.State.RINGING:
                run.feed(OperatorLost())
            case _:
                run.feed(WaitElapsed())
        run.feed(OperatorLost())
    assert run.state is runner.State.ENDED


@settings(max_examples=60)
@given(wild_flows(), st.lists(STIMULI, min_size=1, max_size=6))
def test_any_rhythm_of_stimuli_ends(flow: graph.Flow, rhythm: list[steps.Stimulus]) -> None:
    run = runner.FlowRunner(flow=flow, action_wait_seconds=1)
    run.start()
    for turn in range(4 * runner.MOST_ENTRIES):
        run.feed(rhythm[turn % len(rhythm)])
        run.feed(ClipFinished())
        run.feed(WaitElapsed())
        run.feed(OperatorLost())
    assert run.state is runner.State.ENDED
