"""`rupor flow` as a person at a terminal sees it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from rupor.cli import app
from rupor.engine.flow.tests.flows import MENU, one_node

SCHEMA = Path(__file__).parents[2] / "docs" / "flow.schema.json"


@pytest.fixture
def menu(tmp_path: Path) -> str:
    path = tmp_path / "menu.json"
    path.write_text(json.dumps(MENU))
    return str(path)


def test_a_script_shows_what_would_be_marked_and_charged(menu: str) -> None:
    shown = CliRunner().invoke(app, ["flow", "try", menu, "--script", "7 1", "--clip-seconds", "5"])
    assert shown.exit_code == 0, shown.output
    assert "marks as a lead: Лид" in shown.output
    assert shown.output.endswith("charged: 19 s of talk, 1 SMS parts\n")


def test_answers_are_read_from_the_keyboard_until_the_call_ends(menu: str) -> None:
    shown = CliRunner().invoke(app, ["flow", "try", menu], input="2\n1\n")
    assert "puts into the stop-list" in shown.output
    assert "lead" not in shown.output


def test_programs_read_one_object(menu: str) -> None:
    shown = CliRunner().invoke(app, ["flow", "try", menu, "--json", "--script", "сброс"])
    told = json.loads(shown.output)
    assert (told["ended"], told["talk_seconds"], told["sms_parts"]) == (True, 12.0, 0)
    assert told["steps"][0] == {"kind": "enter", "node": "answer", "at_seconds": 0.0, "text": "Ответ"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "not JSON"),
        (json.dumps({**MENU, "start": "?"}), "It is not told where to start"),
        (json.dumps(one_node(cards=[{"do": "play"}])), "a, card 1: Choose a clip"),
    ],
)
def test_a_document_with_mistakes_is_refused_with_all_of_them(tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "bad.json"
    path.write_text(content)
    shown = CliRunner().invoke(app, ["flow", "try", str(path)])
    assert shown.exit_code == 2
    assert said in shown.output + shown.stderr


def test_the_schema_is_one_for_the_shell_the_api_and_the_docs(db: None) -> None:
    from rupor.features.flows.schemas import document

    shown = CliRunner().invoke(app, ["flow", "schema"])
    assert json.loads(shown.output) == json.loads(SCHEMA.read_text()) == document.json_schema()
