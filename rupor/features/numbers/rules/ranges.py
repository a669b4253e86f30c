"""Ranges of numbers as staff write them: one a line, `from-to;operator;region;kind;line type;fee`; all but the first
cell may be left out. A comma or a tab divides cells as well as a semicolon does."""

import re
from decimal import Decimal, InvalidOperation

import msgspec

from rupor.features.numbers.rules import directory, operators
from rupor.kit import errors, phone

MOST_AT_ONCE = 20_000
_KINDS = {"shared": "shared", "общий": "shared", "duty": "duty", "дежурный": "duty"}
_LINES = {
    **{name: name for name in directory.LINE_TYPES},
    "мобильный": "mobile",
    "городской": "fixed",
    "8-800": "toll_free",
    "8800": "toll_free",
}
_HEADER = re.compile(r"^\W*(номер|phone|number|от|from|диапазон|range)", re.IGNORECASE)


class Range(msgspec.Struct, frozen=True):
    """Numbers from `first` to `last`; an empty word means what the numbering plan knows."""

    first: int
    last: int
    operator: str = ""
    region: str = ""
    kind: str = "shared"
    line_type: str = ""
    fee: Decimal = Decimal(0)

    @property
    def phones(self) -> list[str]:
        return [str(number) for number in range(self.first, self.last + 1)]


def read(text: str) -> list[Range]:
    """Raises RuporError naming the line that cannot be read, or when there are too many numbers."""
    ranges: list[Range] = []
    for place, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        if line.strip() and not (not ranges and _HEADER.match(line)):
            ranges.append(_range(line, place))
    if not ranges:
        raise errors.RuporError("numbers_missing", field="text")
    if sum(each.last - each.first + 1 for each in ranges) > MOST_AT_ONCE:
        raise errors.TooLarge("number_ranges_too_long", field="text", most=MOST_AT_ONCE)
    return ranges


def _range(line: str, place: int) -> Range:
    divider = next((each for each in (";", "\t", ",") if each in line), ";")
    cells = [cell.strip().strip('"') for cell in line.split(divider)] + [""] * 6
    first, _, last = cells[0].replace("–", "-").rpartition(" - ") if " - " in cells[0] else _ends(cells[0])
    start, end = phone.normalise(first), phone.normalise(last)
    if not start or not end or len(start) != len(end) or int(start) > int(end):
        raise errors.RuporError("number_range_wrong", field="text", line=place, text=cells[0][:40])
    kind, line_type = _KINDS.get(cells[3].casefold() or "shared"), _LINES.get(cells[4].casefold() or "", "")
    if kind is None or (cells[4] and not line_type):
        raise errors.RuporError("number_kind_unknown", field="text", line=place, text=(cells[3] or cells[4])[:40])
    return Range(
        first=int(start),
        last=int(end),
        operator=operators.one_name(cells[1]),
        region=cells[2][:64],
        kind=kind,
        line_type=line_type,
        fee=_fee(cells[5], place),
    )


def _ends(cell: str) -> tuple[str, str, str]:
    """79160000000-79160000099, or one number in any writing (whose own dashes are no range)."""
    found = re.fullmatch(r"\+?(\d{10,15})\s*[-–]\s*\+?(\d{10,15})", cell)
    return (found[1], "-", found[2]) if found else (cell, "", cell)


def _fee(cell: str, place: int) -> Decimal:
    try:
        fee = Decimal(cell.replace(",", ".").replace("₽", "").strip() or "0")
    except InvalidOperation as wrong:
        raise errors.RuporError("number_fee_wrong", field="text", line=place) from wrong
    if not fee.is_finite() or not 0 <= fee <= 100_000:
        raise errors.RuporError("number_fee_wrong", field="text", line=place)
    return fee
