"""Texts of any kind become rows, and nothing a text holds is lost on the way."""

import csv
import io
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.providers.tables import encodings, rows, separators, table
from rupor.providers.tables.table import LineTooLong, Unreadable

TEXT = "Телефон;Имя\n89161234567;Иван\n"


def read(text: str, separator: str = ";", at_once: int = rows.LINES_AT_ONCE) -> list[list[str]]:
    parts = rows.batches(io.StringIO(text, newline=None), separator=separator, lines_at_once=at_once)
    return [row for part in parts for row in part.to_list()]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.encode("cp1251"), "cp1251"),
        (TEXT.encode("utf-16"), "utf-16"),
        (TEXT.encode("utf-16-be"), "utf-16"),
        (b"89161234567\n", "utf-8"),
        ("79161234567,Ivan\n".encode("utf-16-le"), "utf-16"),
    ],
)
def test_encoding_is_recognised_and_read(tmp_path, content, encoding):
    source = tmp_path / "a.csv"
    source.write_bytes(content)
    assert encodings.guess(source) == encoding
    shape = table.shape_of(source, encoding=encoding)
    assert table.sample(source, shape=shape)[-1][0][-10:] == "9161234567"


@pytest.mark.parametrize(
    ("lines", "separator"),
    [
        (["phone;name", "7916;Ivan"], ";"),
        (["phone,name", "7916,Ivan"], ","),
        (["phone\tname", "7916\tIvan"], "\t"),
        (["phone|name", "7916|Ivan"], "|"),
        (["phone;name", "7916;Иванов, Иван", "7917;Петров, Пётр"], ";"),
        (['7916,"Москва; центр"', "7917,Омск"], ","),
        (["79161234567", "79161234568"], ";"),
        ([], ";"),
    ],
)
def test_separator_is_recognised(lines, separator):
    assert separators.guess(lines) == separator


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a;b\nc;d\n", [["a", "b"], ["c", "d"]]),
        ("a;b\r\nc;d", [["a", "b"], ["c", "d"]]),
        ("a;b\rc;d\r", [["a", "b"], ["c", "d"]]),
        ("a\n\nb\n", [["a"], [""], ["b"]]),
        ('"a;1";b\n', [["a;1", "b"]]),
        ('"a ""q""";b\n', [['a "q"', "b"]]),
        ('"a\nb";c\nd;e\n', [["a\nb", "c"], ["d", "e"]]),
        ('5" pipe;x\n6" pipe;y\n', [['5" pipe', "x"], ['6" pipe', "y"]]),
        ('"open;x\nb;y\nc;z\n', [['"open', "x"], ["b", "y"], ["c", "z"]]),
        ('a;"open\nb;y', [["a", '"open'], ["b", "y"]]),
        ('"ООО "Ромашка"";1\nb;2\n', [['ООО Ромашка""', "1"], ["b", "2"]]),
        ("", []),
    ],
)
@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_rows_survive_quotes_and_line_breaks(text, expected, at_once):
    assert read(text, at_once=at_once) == expected


def test_a_quotation_that_never_closes_swallows_no_row():
    text = "".join(f'"фирма {n};{n}\n' if n == 70 else f"{n};x\n" for n in range(1000))
    assert len(read(text, at_once=100)) == 1000


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x1f\r"), max_size=8)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=30), st.integers(1, 40))
def test_what_a_writer_wrote_is_read_back(written, at_once):
    buffer = io.StringIO()
    csv.writer(buffer, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(written)
    assert read(buffer.getvalue(), at_once=at_once) == written


@given(st.text(st.sampled_from('ab"; \n'), max_size=200), st.integers(1, 40))
def test_no_letter_of_any_text_is_lost(text, at_once):
    found = Counter(char for row in read(text, at_once=at_once) for cell in row for char in cell)
    assert (found["a"], found["b"]) == (text.count("a"), text.count("b"))


@given(st.text(st.sampled_from('ab"; \n'), max_size=200))
def test_rows_do_not_depend_on_how_many_are_read_at_once(text):
    assert len(read(text, at_once=3)) <= text.count("\n") + 1


def test_a_line_no_table_has_is_refused_with_its_place():
    with pytest.raises(LineTooLong) as refused:
        read("a;b\n" + "x" * (rows.LONGEST_LINE + 1) + "\n")
    assert refused.value.row == 2


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7 ...", b"\x89PNG\r\n", b"\x1f\x8b\x08rest", b"\xff\xd8\xff\xe0", bytes(range(32)) * 40]
)
def test_what_is_no_table_is_refused(tmp_path, content):
    source = tmp_path / "a.csv"
    source.write_bytes(content)
    with pytest.raises(Unreadable, match="not_a_table"):
        table.shape_of(source)


@given(st.binary(max_size=3000))
def test_any_bytes_are_rows_or_a_clear_refusal(tmp_path_factory, content):
    source = tmp_path_factory.getbasetemp() / "any.csv"
    source.write_bytes(content)
    try:
        shape = table.shape_of(source)
    except Unreadable:
        return
    assert shape.separator in separators.KNOWN
    for part in table.batches(source, shape=shape):
        assert part.list.len().min() >= 1
