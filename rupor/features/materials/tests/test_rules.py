"""States and placeholders, by table and by chance."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.features.materials import rules
from rupor.features.materials.models import MaterialState
from rupor.kit import errors


def test_every_state_has_its_lawful_moves():
    assert set(rules.MOVES) == set(MaterialState.values)
    assert all(after in rules.MOVES for moves in rules.MOVES.values() for after in moves)


@pytest.mark.parametrize(
    ("before", "after", "lawful"),
    [
        ("moderation", "active", True),
        ("moderation", "rejected", True),
        ("clarification", "active", True),
        ("active", "moderation", True),
        ("active", "rejected", False),
        ("failed", "active", False),
        ("rejected", "active", False),
    ],
)
def test_moves(before: str, after: str, lawful: bool):
    assert rules.may_become(before=before, after=after) is lawful


@pytest.mark.parametrize(
    ("text", "variables", "filled", "missing"),
    [
        ("Здравствуйте, {{name}}!", {"name": "Анна"}, "Здравствуйте, Анна!", ()),
        ("Здравствуйте, {{ name }}!", {}, "Здравствуйте, !", ("name",)),
        ("Здравствуйте, {{name|клиент}}!", {}, "Здравствуйте, клиент!", ()),
        ("Здравствуйте, {{name|клиент}}!", {"name": "  "}, "Здравствуйте, клиент!", ()),
        ("{{name|}}, добрый день", {}, ", добрый день", ()),
        ("{{a}}{{b}}{{a}}", {"b": "{{a}}"}, "{{a}}", ("a",)),
        ("без полей", {"name": "Анна"}, "без полей", ()),
    ],
)
def test_filling(text: str, variables: dict[str, str], filled: str, missing: tuple[str, ...]):
    assert rules.fill(text=text, variables=variables) == rules.Filled(text=filled, missing=missing)


plain = st.text(st.characters(exclude_characters="{}|", exclude_categories=["Cs", "Cc"]), max_size=20)
names = st.from_regex(r"[a-z][a-z_]{0,10}", fullmatch=True)


@given(pieces=st.lists(st.tuples(plain, names, st.none() | plain), max_size=6), values=st.dictionaries(names, plain))
def test_nothing_but_placeholders_changes_and_missing_ones_are_named(pieces, values):
    text = "".join(
        f"{before}{{{{{name}{'' if default is None else '|' + default}}}}}" for before, name, default in pieces
    )
    filled = rules.fill(text=text, variables=values)
    expected = "".join(
        before + (values.get(name, "").strip() or ("" if default is None else default.strip()))
        for before, name, default in pieces
    )
    assert filled.text == expected
    assert set(filled.missing) == {
        name for _, name, default in pieces if default is None and not values.get(name, "").strip()
    }
    assert not rules.spoilt_placeholder(text)


@pytest.mark.parametrize("text", ["{{name", "name}}", "{{}}", "{{name|{{x}}}}"])
def test_braces_that_a_person_would_hear_are_refused(text: str):
    with pytest.raises(errors.RuporError, match="placeholder_spoilt"):
        rules.checked_text(text=text, most_characters=100)


@pytest.mark.parametrize(("text", "code"), [("  ", "material_text_empty"), ("я" * 11, "material_text_too_long")])
def test_texts_that_cannot_be_kept(text: str, code: str):
    with pytest.raises(errors.RuporError, match=code):
        rules.checked_text(text=text, most_characters=10)


def test_a_sample_speaks_the_name_of_a_field_without_default():
    assert rules.sample_values("{{name}}, {{city|Москва}}") == {"name": "name"}
