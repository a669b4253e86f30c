"""Which encoding a text is in: byte-order marks, then UTF-16 by its zeros, then UTF-8 if it fits, else Windows-1251."""

import codecs
from pathlib import Path

KNOWN = ("utf-8", "cp1251", "utf-16", "koi8-r", "cp866")
_BLOCK = 1 << 20


def guess(path: Path) -> str:
    """One of KNOWN."""
    with path.open("rb") as file:
        head = file.read(4096)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8"
    if _zeros_alternate(head):
        return "utf-16"
    return "utf-8" if _is_utf8(path) else "cp1251"


def codec(encoding: str, path: Path) -> str:
    """Python's name of the codec, which must know where a byte-order mark is and what to do without one."""
    with path.open("rb") as file:
        head = file.read(4096)
    if encoding == "utf-8":
        return "utf-8-sig"
    if encoding == "utf-16" and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16-be" if head[0::2].count(0) > head[1::2].count(0) else "utf-16-le"
    return encoding


def _zeros_alternate(head: bytes) -> bool:
    """Text of Latin letters and digits in UTF-16 has a zero in every other byte."""
    even, odd = head[0::2], head[1::2]
    pairs = len(odd)
    return (
        pairs > 4 and max(even.count(0), odd.count(0)) > pairs * 0.4 and min(even.count(0), odd.count(0)) < pairs * 0.1
    )


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
