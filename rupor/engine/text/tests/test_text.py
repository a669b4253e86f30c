"""Counting, cutting and writing: rows of text and answer, and what holds for any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.engine.text import gsm, parts, transliteration
from rupor.engine.text.parts import Encoding

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=400) | st.text(
    st.sampled_from("aЖ€[]{}😀 "), max_size=400
)


@pytest.mark.parametrize(
    ("text", "encoding", "count", "units", "remaining"),
    [
        ("", "gsm", 0, 0, 160),
        ("a", "gsm", 1, 1, 159),
        ("a" * 160, "gsm", 1, 160, 0),
        ("a" * 161, "gsm", 2, 161, 145),
        ("a" * 306, "gsm", 2, 306, 0),
        ("a" * 307, "gsm", 3, 307, 152),
        ("€" * 80, "gsm", 1, 160, 0),
        ("a" + "€" * 80, "gsm", 2, 161, 145),
        ("a" * 152 + "€" + "b" * 8, "gsm", 2, 162, 143),
        ("Ж" * 70, "ucs2", 1, 70, 0),
        ("Ж" * 71, "ucs2", 2, 71, 63),
        ("Ж" * 134, "ucs2", 2, 134, 0),
        ("Ж" * 201, "ucs2", 3, 201, 0),
        ("Ж" + "a" * 69, "ucs2", 1, 70, 0),
        ("😀" * 35, "ucs2", 1, 70, 0),
        ("😀" * 36, "ucs2", 2, 72, 61),
        ("ç", "ucs2", 1, 1, 69),
        ("Ç@£\n", "gsm", 1, 4, 156),
    ],
)
def test_counter_follows_the_standard(text: str, encoding: str, count: int, units: int, remaining: int) -> None:
    assert parts.parts(text=text) == parts.Parts(Encoding(encoding), count, units, remaining)


@given(ANY_TEXT)
def test_parts_joined_are_the_text_and_none_is_too_long(text: str) -> None:
    counted, pieces = parts.parts(text=text), parts.cut(text=text)
    assert "".join(pieces) == text
    assert len(pieces) == counted.count
    limit = (140 if counted.count == 1 else 134) * (8 / 7 if counted.encoding is Encoding.GSM else 1)
    for piece in pieces:
        octets = parts.encode(text=piece, encoding=counted.encoding)
        assert piece
        assert len(octets) <= limit
        assert parts.decode(octets=octets, encoding=counted.encoding) == piece


@given(st.text(st.sampled_from(sorted(gsm.ALPHABET))))
def test_alphabet_survives_the_way_there_and_back(text: str) -> None:
    octets = gsm.encode(text=text)
    assert len(octets) == gsm.septets(text=text)
    assert max(octets, default=0) < 128
    assert gsm.decode(octets=octets) == text


@given(st.binary())
def test_any_octets_can_be_read(octets: bytes) -> None:
    assert isinstance(gsm.decode(octets=octets), str)
    assert isinstance(parts.decode(octets=octets, encoding=Encoding.UCS2), str)


def test_alphabet_has_the_standard_size() -> None:
    assert (len(gsm.SINGLE), len(gsm.DOUBLE)) == (127, 10)


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        ("Привет, Мир!", "Privet, Mir!"),
        ("Щука ЩУКА Я ЯК", "Shchuka SHCHUKA Ia IAK"),
        ("подъезд, мышь, ёж", "podieezd, mysh, ezh"),
        ("«Цена» — 5 €… № 1", '"Tsena" - 5 €... No 1'),
        ("latin ok 😀", "latin ok 😀"),
        ("", ""),
    ],
)
def test_russian_is_written_in_latin_letters(text: str, latin: str) -> None:
    assert transliteration.transliterate(text=text) == latin


@given(st.text(st.sampled_from("абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГЩЬЪЯ «»—…№ 19")))
def test_transliterated_russian_fits_the_short_alphabet(text: str) -> None:
    assert gsm.fits(text=transliteration.transliterate(text=text))
