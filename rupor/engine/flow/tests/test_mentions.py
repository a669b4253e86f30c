"""A spoken text names the keys as figures or by name."""

import pytest

from rupor.engine.flow import mentions


@pytest.mark.parametrize(
    ("text", "keys", "unnamed"),
    [
        ("Если интересно, нажмите 1, если нет, нажмите 2.", "12", []),
        ("Нажмите единицу", "1", []),
        ("Нажмите один или две", "12", []),
        ("Нажмите 12", "1", ["1"]),
        ("Здравствуйте, {{name}}!", "21", ["1", "2"]),
        ("Press one or zero", "10", []),
        ("Что угодно", "", []),
    ],
)
def test_keys_that_the_text_does_not_name(text: str, keys: str, unnamed: list[str]) -> None:
    assert mentions.unnamed_keys(text=text, keys=keys) == unnamed
