"""The alphabet of 3GPP TS 23.038: 128 characters of one septet each, and ten that cost two (escape and character).

On SMPP links a septet travels as one octet; the operator packs them.
"""

ESCAPE = 0x1B

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅå"
    "Δ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./"
    "0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNO"
    "PQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmno"
    "pqrstuvwxyzäöñüà"
)
_EXTENSION = {
    0x0A: "\f",
    0x14: "^",
    0x28: "{",
    0x29: "}",
    0x2F: "\\",
    0x3C: "[",
    0x3D: "~",
    0x3E: "]",
    0x40: "|",
    0x65: "€",
}

SINGLE = frozenset(_BASIC) - {chr(ESCAPE)}
DOUBLE = frozenset(_EXTENSION.values())
ALPHABET = SINGLE | DOUBLE

_TO_OCTETS = {ord(character): chr(octet) for octet, character in enumerate(_BASIC) if octet != ESCAPE} | {
    ord(character): chr(ESCAPE) + chr(octet) for octet, character in _EXTENSION.items()
}


def fits(*, text: str) -> bool:
    """Whether every character has a place in the alphabet; one that has none turns the whole text into UCS-2."""
    return ALPHABET.issuperset(text)


def septets(*, text: str) -> int:
    """Length of a text that fits."""
    return len(text) + sum(map(text.count, DOUBLE))


def encode(*, text: str) -> bytes:
    """One octet per septet. The text must fit."""
    return text.translate(_TO_OCTETS).encode("latin-1")


def decode(*, octets: bytes) -> str:
    """Never fails: an unknown extension shows the basic character, as the standard tells receivers to do."""
    characters: list[str] = []
    escaped = False
    for octet in octets:
        septet = octet & 0x7F
        if septet == ESCAPE and not escaped:
            escaped = True
            continue
        basic = " " if septet == ESCAPE else _BASIC[septet]
        characters.append(_EXTENSION.get(septet, basic) if escaped else basic)
        escaped = False
    return "".join(characters)
