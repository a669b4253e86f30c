"""The estimate of the longest talk bounds every walk; placeholders are filled."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.engine.flow import document, duration, placeholders, runner, steps
from rupor.engine.flow.tests.flows import MENU, one_node, question

SECONDS = {"campaign": 10.0, "13": 3.0, "14": 5.0}


def longest(flow: object) -> float:
    return duration.longest_seconds(document=flow, clip_seconds=SECONDS, action_wait_seconds=7)


def test_one_clip_lasts_as_long_as_it_is() -> None:
    assert longest(one_node(cards=[{"do": "play", "material": "campaign"}])) == 10


def test_a_question_without_silence_branch_counts_its_repeat() -> None:
    assert longest(one_node(**question({"when": "key", "value": "1", "to": "a"}))) == 34


def test_the_menu_counts_its_repeat_and_the_longer_goodbye() -> None:
    assert longest(MENU) == 2 * 17 + 5


@given(st.lists(st.sampled_from("0127"), max_size=30))
def test_no_walk_is_longer_than_the_estimate(keys: list[str]) -> None:
    """Whatever is pressed at the last moment of each wait, the talk fits the money held for it."""
    flow = copy.deepcopy(MENU)
    run = runner.FlowRunner(flow=document.read(flow), action_wait_seconds=7)
    ahead, spent, pressed = run.start(), 0.0, iter(keys)
    while run.state is not runner.State.ENDED:
        spent += sum(SECONDS[step.clip] for step in ahead if isinstance(step, steps.Play))
        if run.state is runner.State.PLAYING:
            ahead = run.feed(steps.ClipFinished())
            continue
        spent += 7
        key = next(pressed, None)
        ahead = run.feed(steps.KeyPressed(key) if key else steps.WaitElapsed())
    assert spent <= longest(flow)


@pytest.mark.parametrize(
    ("text", "values", "filled", "missing"),
    [
        ("Здравствуйте, {{name}}!", {"name": "Анна"}, "Здравствуйте, Анна!", set()),
        ("{{ name | клиент }}, ждём", {}, "клиент, ждём", set()),
        ("{{name|клиент}}", {"name": " "}, "клиент", set()),
        ("{{a}} {{b}}", {"a": "1"}, "1 ", {"b"}),
        ("без полей {x}", {}, "без полей {x}", set()),
    ],
)
def test_placeholders(text: str, values: dict[str, str], filled: str, missing: set[str]) -> None:
    assert placeholders.fill(text=text, values=values) == filled
    assert placeholders.missing(text=text, values=values) == missing
