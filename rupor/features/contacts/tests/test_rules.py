"""Columns of phones and values, guesses of what columns hold, the life of a list."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.features.contacts.models import AudienceState
from rupor.features.contacts.rules import cells, columns, pasting, phones, records, repeats, states
from rupor.kit import phone

TODAY = date(2026, 3, 1)
PHONE_LIKE = st.text(st.sampled_from("0123456789+78 9()-. \tабЯ٧½"), max_size=18)


@given(st.lists(st.one_of(PHONE_LIKE, st.text(max_size=20)), max_size=50))
def test_a_column_is_normalised_as_each_value_would_be(written):
    alone = [phone.normalise(value.strip()) for value in written]
    together = phones.normalised(pl.Series(written, dtype=pl.String)).to_list()
    excel = [value.strip().endswith(("0",)) and ("." in value or "," in value) for value in written]
    assert [a for a, e in zip(together, excel, strict=True) if not e] == [
        a for a, e in zip(alone, excel, strict=True) if not e
    ]


def test_a_phone_that_excel_took_for_a_number_is_read():
    assert phones.normalised(pl.Series(["79161234567.0", "89161234567,00"])).to_list() == ["79161234567"] * 2


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "phone_empty"),
        ("7,9161E+10", "phone_rounded"),
        ("89161234567, 89161234568", "phone_several"),
        ("нет", "phone_letters"),
        ("—", "phone_letters"),
        ("8916123", "phone_short"),
        ("1234567890123456", "phone_long"),
        ("71234567890", "phone_country"),
    ],
)
def test_a_bad_phone_has_its_reason(written, code):
    assert phones.why_not(written) == code


def cleaned(column, given, custom=False):
    rule = cells.clean_custom if custom else cells.clean
    found = rule(column, pl.lit(given), today=TODAY)
    return pl.select(found.values.alias("value"), found.wrong.alias("wrong")).row(0)


@pytest.mark.parametrize(
    ("column", "given", "value", "wrong"),
    [
        ("birthdate", "17.05.1990", date(1990, 5, 17), False),
        ("birthdate", "1990-05-17", date(1990, 5, 17), False),
        ("birthdate", "1990-05-17 00:00:00", date(1990, 5, 17), False),
        ("birthdate", "7/5/1990", date(1990, 5, 7), False),
        ("birthdate", "29.02", date(1904, 2, 29), False),
        ("birthdate", "31.02.1990", None, True),
        ("birthdate", "17.05.2090", None, True),
        ("birthdate", "вчера", None, True),
        ("birthdate", "", None, False),
        ("sex", "Муж.", "male", False),
        ("sex", "f", "female", False),
        ("sex", "?", "", True),
        ("email", " Ivan@Example.ORG ", "ivan@example.org", False),
        ("email", "ivan@", "", True),
        ("link", "https://example.org/a?b=1", "https://example.org/a?b=1", False),
        ("link", "javascript:alert(1)", "", True),
        ("name", "  Анна\n Мария\x00 ", "Анна Мария", False),
        ("name", "я" * 101, "я" * 100, True),
        ("name", '=HYPERLINK("http://x")', '=HYPERLINK("http://x")', False),
    ],
)
def test_values_are_understood_or_left_out_with_a_warning(column, given, value, wrong):
    assert cleaned(column, given) == (value, wrong)


@pytest.mark.parametrize(
    ("kind", "given", "value", "wrong"),
    [
        ("int", "-15", "-15", False),
        ("int", "много", "", True),
        ("date", "17.05.1990", "1990-05-17", False),
        ("date", "нет", "", True),
        ("bool", "Да", "Да", False),
        ("url", "example.org", "example.org", False),
        ("string", "что угодно", "что угодно", False),
    ],
)
def test_own_fields_follow_their_type(kind, given, value, wrong):
    assert cleaned(kind, given, custom=True) == (value, wrong)


@pytest.mark.parametrize(
    ("rows", "header", "guesses"),
    [
        ([["Телефон", "Имя"], ["89161234567", "Иван"]], True, ["phone", "name"]),
        ([["89161234567", "Иван"]], False, ["phone", "skip"]),
        ([["Ф.И.О.", "Тел. 1", "Тел. 2"], ["Иван", "89161234567", "1"]], True, ["name", "phone", "skip"]),
        ([["Surname", "First name", "E-mail", "Mobile"], ["a", "b", "a@b.ru", "+79161234567"]], True,
         ["surname", "name", "email", "phone"]),
        ([["кому", "город"], ["89161234567", "Омск"]], True, ["phone", "custom:city"]),
        ([["1990-05-17", "89161234567", "a@b.ru"]], False, ["birthdate", "phone", "email"]),
        ([["", "Имя"], ["89161234567", "Иван"]], True, ["phone", "name"]),
        ([["12345", "x"], ["89161234567", "y"]], False, ["phone", "skip"]),
        ([], False, []),
        ([["просто"], ["слова"]], False, ["skip"]),
    ],
)  # fmt: skip
def test_heading_and_columns_are_guessed(rows, header, guesses):
    assert columns.has_header(rows) is header
    assert columns.guesses(rows, has_header=header, fields={"город": "city", "city": "city"}) == guesses


@given(st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=6))
def test_guesses_never_fail_and_name_a_thing_once(rows):
    found = columns.guesses(rows, has_header=columns.has_header(rows), fields={})
    named = [guess for guess in found if guess != "skip"]
    assert len(named) == len(set(named))


def reading(**kinds):
    return records.Reading(
        columns={0: "phone", 1: "name", 2: "custom:city"}, custom_types={"city": "string"}, width=3, today=TODAY
    )


def test_rows_get_a_first_verdict_and_warnings():
    rows = pl.Series([
        ["89161234567", "Иван", "Омск"], ["", " ", "\x00"], ["абв", "Х", ""], ["89161234568"],
        ["89161234569", "", "", "ещё"],
    ])  # fmt: skip
    found = records.records(rows, first_row=2, reading=reading())
    assert found.select("row", "phone", "verdict", "warnings", "custom").rows() == [
        (2, "79161234567", "", "", '{"city":"Омск"}'),
        (3, "", "empty", "", '{"city":null}'),
        (4, "", "invalid", "", '{"city":null}'),
        (5, "79161234568", "", "row_short", '{"city":null}'),
        (6, "79161234569", "", "row_long", '{"city":null}'),
    ]


@given(st.lists(st.lists(st.sampled_from(["79161234567", "79161234568", "79161234569", ""]), max_size=6), max_size=5))
def test_of_equal_phones_the_first_row_stays_and_others_point_to_it(batches):
    seen, row, first = repeats.Repeats(), 1, {}
    for batch in batches:
        given_rows = [(row + n, value, "" if value else "invalid") for n, value in enumerate(batch)]
        row += len(batch)
        frame = pl.DataFrame(
            given_rows, schema={"row": pl.UInt32, "phone": pl.String, "verdict": pl.String}, orient="row"
        )
        for number, value, verdict, first_row in seen.marked(frame).iter_rows():
            if not value:
                assert (verdict, first_row) == ("invalid", None)
            elif value in first:
                assert (verdict, first_row) == ("duplicate", first[value])
            else:
                assert (verdict, first_row) == ("", None)
                first[value] = number


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("89161234567, 89161234568", ["79161234567", "79161234568"]),
        ("89161234567;Иван\n89161234568;Анна", ["89161234567;Иван", "89161234568;Анна"]),
        ("89161234567\n89161234568", ["89161234567", "89161234568"]),
    ],
)
def test_pasted_numbers_become_a_row_each(text, rows):
    assert b"".join(pasting.pasted(text)).decode().splitlines() == rows


def test_the_table_of_moves_knows_every_state():
    assert set(states.MOVES) == set(AudienceState.values)
    assert {to for moves in states.MOVES.values() for to in moves} <= set(AudienceState.values)
    assert not states.may_move(state="archived", to="processing")
    assert states.after_import(succeeded=False, contacts=0) == "failed"
    assert states.after_import(succeeded=False, contacts=1) == "active"
