"""How a text becomes short messages: the counter a customer sees, the price and what the gateway sends agree here.

One part holds 160 septets of GSM 03.38 or 70 units of UCS-2; several parts lose 6 octets each to the header that
joins them. A character of two units (an escape pair, an emoji) is never torn between parts.
"""

from enum import StrEnum

import msgspec

from rupor.engine.text import gsm


class Encoding(StrEnum):
    GSM = "gsm"
    UCS2 = "ucs2"


class Parts(msgspec.Struct, frozen=True):
    """`units` are septets or UTF-16 units; `remaining` is how many more fit before the next part begins."""

    encoding: Encoding
    count: int
    units: int
    remaining: int


MAX_PARTS = 255
_ALONE = {Encoding.GSM: 160, Encoding.UCS2: 70}
_JOINED = {Encoding.GSM: 153, Encoding.UCS2: 67}


def encoding_of(*, text: str) -> Encoding:
    return Encoding.GSM if gsm.fits(text=text) else Encoding.UCS2


def parts(*, text: str) -> Parts:
    """The counter below a text; an empty text has no parts and a whole part remaining."""
    encoding = encoding_of(text=text)
    units = _units(text, encoding)
    if units <= _ALONE[encoding]:
        return Parts(encoding=encoding, count=1 if text else 0, units=units, remaining=_ALONE[encoding] - units)
    pieces = cut(text=text)
    last = _units(pieces[-1], encoding)
    return Parts(encoding=encoding, count=len(pieces), units=units, remaining=_JOINED[encoding] - last)


def cut(*, text: str) -> list[str]:
    """The texts of the parts, in order; joined they are the text."""
    encoding = encoding_of(text=text)
    units = _units(text, encoding)
    if units <= _ALONE[encoding]:
        return [text] if text else []
    if units == len(text):
        size = _JOINED[encoding]
        return [text[start : start + size] for start in range(0, len(text), size)]
    return _cut_between_pairs(text, encoding)


def encode(*, text: str, encoding: Encoding) -> bytes:
    """The octets of one part. UTF-16 is what phones read where the standard says UCS-2."""
    return gsm.encode(text=text) if encoding is Encoding.GSM else text.encode("utf-16-be", "replace")


def decode(*, octets: bytes, encoding: Encoding) -> str:
    """Never fails; what cannot be read becomes a replacement character."""
    return gsm.decode(octets=octets) if encoding is Encoding.GSM else octets.decode("utf-16-be", "replace")


def _units(text: str, encoding: Encoding) -> int:
    if encoding is Encoding.GSM:
        return gsm.septets(text=text)
    return len(text.encode("utf-16-be", "replace")) // 2


def _cut_between_pairs(text: str, encoding: Encoding) -> list[str]:
    pieces: list[str] = []
    start = used = 0
    for place, character in enumerate(text):
        width = 2 if character > "\uffff" or (encoding is Encoding.GSM and character in gsm.DOUBLE) else 1
        if used + width > _JOINED[encoding]:
            pieces.append(text[start:place])
            start, used = place, 0
        used += width
    return [*pieces, text[start:]]
