"""Workbooks become text; those that would eat the machine are refused."""

import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from rupor.providers.tables import table, workbook, writing
from rupor.providers.tables.workbook import Unreadable


def book(path, rows):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    made.save(path)
    return path


def text_of(path, tmp_path):
    target = tmp_path / "out.csv"
    workbook.to_text(path, target=target, most_rows=1_000_000)
    return table.sample(target, shape=table.Shape("utf-8", ";"))


def test_cells_come_as_a_person_would_type_them(tmp_path):
    rows = [
        ["Телефон", "Имя", "ДР", "Скидка", "VIP"],
        [89161234567, "Иван; «Ромашка»\nфилиал", datetime(1990, 5, 17), 12.5, True],  # noqa: DTZ001
        ["+7 916 123-45-68", None, date(1991, 1, 2), 3, False],
    ]
    assert table.is_workbook(book(tmp_path / "a.xlsx", rows))
    assert text_of(tmp_path / "a.xlsx", tmp_path) == [
        ["Телефон", "Имя", "ДР", "Скидка", "VIP"],
        ["89161234567", "Иван; «Ромашка»\nфилиал", "1990-05-17", "12.5", "1"],
        ["+7 916 123-45-68", "", "1991-01-02", "3", "0"],
    ]


def test_the_first_sheet_that_holds_anything_is_read(tmp_path):
    made = openpyxl.Workbook()
    made.create_sheet("Люди").append(["79161234567"])
    made.save(tmp_path / "a.xlsx")
    assert text_of(tmp_path / "a.xlsx", tmp_path) == [["79161234567"]]


def test_a_formula_is_never_run(tmp_path):
    book(tmp_path / "a.xlsx", [["79161234567", '=HYPERLINK("http://x","y")']])
    assert text_of(tmp_path / "a.xlsx", tmp_path)[0][0] == "79161234567"


@pytest.mark.parametrize("content", [b"PK\x03\x04 not really", workbook.XLS_MAGIC + b"\0" * 2000, b"PK\x03\x04"])
def test_a_broken_workbook_is_refused(tmp_path, content):
    (tmp_path / "a.xlsx").write_bytes(content)
    with pytest.raises(Unreadable, match="broken"):
        text_of(tmp_path / "a.xlsx", tmp_path)


def test_an_archive_is_no_workbook(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("people.csv", "79161234567")
    with pytest.raises(Unreadable, match="not_a_workbook"):
        text_of(tmp_path / "a.xlsx", tmp_path)


def replaced(path, name, content):
    """The workbook with one part replaced."""
    with zipfile.ZipFile(path) as old:
        parts = {part: old.read(part) for part in old.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for part, body in parts.items():
            made.writestr(part, body)
    return path


SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>79161234567</t></is></c></row>'
    '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row></sheetData></worksheet>'
)


def test_two_cells_that_claim_billions_are_refused(tmp_path):
    path = replaced(book(tmp_path / "a.xlsx", [["x"]]), "xl/worksheets/sheet1.xml", SHEET)
    with pytest.raises(Unreadable, match="too_large"):
        text_of(path, tmp_path)


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path):
    bomb = "<a>" + " " * (64 << 20) + "</a>"
    path = replaced(book(tmp_path / "a.xlsx", [["x"]]), "xl/bomb.xml", bomb)
    with pytest.raises(Unreadable, match="too_large"):
        text_of(path, tmp_path)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_exported_cell_is_a_formula(tmp_path, form):
    path = tmp_path / f"a.{form}"
    evil = ["=1+1", "+7916", "-2", "+A1", "@SUM(A1)", "\tx", "обычный", ""]
    writing.write(path, form=form, header=["Имя"], rows=[[cell] for cell in evil])
    if form == "csv":
        text = path.read_text("utf-8-sig").splitlines()
        assert text == ["Имя", "'=1+1", "+7916", "-2", "'+A1", "'@SUM(A1)", "'\tx", "обычный", '""']
    else:
        sheet = openpyxl.load_workbook(path).active
        assert [cell.value or "" for cell in sheet["A"]][1:] == evil
        assert {cell.data_type for cell in sheet["A"] if cell.value} == {"s"}
