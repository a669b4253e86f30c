"""Operators under one name, ranges as staff write them, masks, and when a number is tired."""

from decimal import Decimal

import pytest

from rupor.features.numbers.rules import directory, health, kinds, operators, ranges
from rupor.features.numbers.rules.health import Share
from rupor.kit import errors


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ('ОАО "МТС"', "МТС"),
        ("MTS", "МТС"),
        ("МегаФон ПАО", "МегаФон"),
        ("Tele2", "Теле2"),
        ("SpaceTelecom", "SpaceTelecom"),
        ("", ""),
    ],
)
def test_an_operator_has_one_name(written: str, name: str) -> None:
    assert operators.one_name(written) == name


@pytest.mark.parametrize(
    ("phone", "carrier"),
    [("79161234567", "МТС"), ("79261234567", "МегаФон"), ("79031234567", "Билайн"), ("74951234567", "")],
)
def test_a_range_tells_its_carrier(phone: str, carrier: str) -> None:
    assert directory.carrier_of(phone) == carrier


def test_before_rent_only_part_of_a_number_is_shown() -> None:
    assert kinds.masked("79101231194") == "+7 (910) *** - 11 - 94"
    assert "12345" not in kinds.masked("375291234567")


def test_ranges_are_read_with_what_they_leave_out() -> None:
    first, second, third = ranges.read(
        "Номер;Оператор;Регион;Вид;Тип;Плата\n"
        '79160000000-79160000002;ОАО "МТС";Москва;общий;мобильный;15,50\n'
        "8 (495) 123-45-67\n"
        "78001234567\tБилайн\t\tduty\ttoll_free\t0\n"
    )
    assert first.phones == ["79160000000", "79160000001", "79160000002"]
    assert (first.operator, first.region, first.kind, first.fee) == ("МТС", "Москва", "shared", Decimal("15.50"))
    assert (second.phones, second.operator, second.kind) == (["74951234567"], "", "shared")
    assert (third.kind, third.line_type) == ("duty", "toll_free")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "numbers_missing"),
        ("мусор;МТС", "number_range_wrong"),
        ("79160000009-79160000001", "number_range_wrong"),
        ("79160000001;МТС;;личный", "number_kind_unknown"),
        ("79160000001;МТС;;;спутник", "number_kind_unknown"),
        ("79160000001;МТС;;;;много", "number_fee_wrong"),
        ("79160000001;МТС;;;;-1", "number_fee_wrong"),
        ("79160000001;МТС;;;;NaN", "number_fee_wrong"),
        ("79160000000-79169999999", "number_ranges_too_long"),
    ],
)
def test_a_wrong_line_is_named(text: str, code: str) -> None:
    with pytest.raises(errors.RuporError) as refused:
        ranges.read(text)
    assert (refused.value.code, refused.value.field) == (code, "text")


@pytest.mark.parametrize(
    ("recent", "past", "fallen"),
    [
        ((100, 20), (1000, 600), True),
        ((100, 55), (1000, 600), False),
        ((29, 0), (1000, 600), False),
        ((100, 0), (99, 90), False),
        ((100, 0), (1000, 0), False),
        ((30, 9), (1000, 520), False),  # below six tenths, but it may be chance
        ((300, 90), (1000, 520), True),
    ],
)
def test_a_number_is_tired_when_answers_fell_and_not_by_chance(recent, past, fallen) -> None:
    assert health.has_fallen(recent=Share(*recent), past=Share(*past)) is fallen
