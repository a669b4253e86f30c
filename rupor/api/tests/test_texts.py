"""Every expected failure that can reach a person has its words in both languages."""

import ast
from pathlib import Path

import rupor
from rupor.kit import errors, messages

ROOT = Path(rupor.__file__).parent
NAMES = {kind.__name__ for kind in (errors.RuporError, *errors.RuporError.__subclasses__())}


def raised() -> set[str]:
    """Codes written out in the doors, the rooms and the kit."""
    codes = set()
    for folder in ("features", "api", "kit"):
        for path in (ROOT / folder).rglob("*.py"):
            if "tests" in path.parts or "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Call) and _name(node.func) in NAMES and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        codes.add(first.value)
    return codes


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_failure_has_its_words():
    assert len(raised()) > 50
    assert sorted(raised() - messages.table().keys()) == []
