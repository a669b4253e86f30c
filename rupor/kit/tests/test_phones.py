"""What people write as a phone, and what they paste."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.kit import phone, phone_text


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("89161234567", "79161234567"),
        ("9161234567", "79161234567"),
        ("+7 (916) 123-45-67", "79161234567"),
        ("8 (495) 123 45 67", "74951234567"),
        ("375291234567", "375291234567"),
        ("+1 202 555 0143", "12025550143"),
        ("+89161234567", ""),
        ("71234567890", ""),
        ("00000000000", ""),
        ("123", ""),
        ("телефон 89161234567", ""),
        ("٧٩١٦١٢٣٤٥٦٧", ""),
        ("", ""),
    ],
)
def test_a_phone_is_normalised_or_refused(written, expected):
    assert phone.normalise(written) == expected


@given(st.text())
def test_a_phone_is_always_digits_of_lawful_length(written):
    found = phone.normalise(written)
    assert found == "" or (found.isascii() and found.isdigit() and 11 <= len(found) <= 15)
    assert phone.normalise(found) == found


@pytest.mark.parametrize(
    ("text", "phones", "invalid"),
    [
        ("89161234567, 89161234568\n89161234569", ["79161234567", "79161234568", "79161234569"], []),
        ("+7 916 123-45-67 8 (916) 123 45 68", ["79161234567", "79161234568"], []),
        ("Иван 9161234567; Пётр: +7(916)1234568", ["79161234567", "79161234568"], []),
        ("89161234567 89161234567", ["79161234567"], []),
        ("мусор; 12", [], ["мусор", "12"]),
        (" \n ,; ", [], []),
    ],
)
def test_phones_are_picked_out_of_free_text(text, phones, invalid):
    picked = phone_text.picked_from(text)
    assert (picked.phones, picked.invalid) == (phones, invalid)
