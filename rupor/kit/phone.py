"""Telephone numbers: what people write becomes E.164 digits without «+», or nothing.

Russian habits first (CONT-090): 8XXXXXXXXXX and 9XXXXXXXXX become 7…; other countries need their code.
"""

import re

_NOT_DIGITS = re.compile(r"[^0-9]+")
_LETTERS = re.compile(r"[^\W\d_]")


def normalise(written: str) -> str:
    """The number in canonical form, or an empty string when it cannot be one."""
    if has_letters(written):
        return ""
    digits = _NOT_DIGITS.sub("", written)
    plus = written.strip().startswith("+")
    if not plus and len(digits) == 11 and digits[0] == "8":
        return _mobile_or_area("7" + digits[1:])
    if not plus and len(digits) == 10 and digits[0] in "3489":
        return _mobile_or_area("7" + digits)
    if len(digits) == 11 and digits[0] == "7":
        return _mobile_or_area(digits)
    if 11 <= len(digits) <= 15 and digits[0] not in "078":
        return digits
    return ""


def has_letters(written: str) -> bool:
    """Whether words stand beside the digits; signs of other kinds do no harm."""
    return _LETTERS.search(written) is not None


def _mobile_or_area(digits: str) -> str:
    """Russia and Kazakhstan: the zone code starts with 3, 4, 6, 7, 8 or 9."""
    return digits if digits[1] in "346789" else ""


def pretty(phone: str) -> str:
    """+7 (925) 394-45-77 for the Russian plan, +375… as it is for others."""
    if len(phone) == 11 and phone[0] == "7":
        return f"+7 ({phone[1:4]}) {phone[4:7]}-{phone[7:9]}-{phone[9:]}"
    return f"+{phone}"
