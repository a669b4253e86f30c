"""One message, two spellings: some centres give the id in hex and the receipt's in decimal, or the reverse.

The last ids we were given are remembered; a receipt that matches only in the other spelling teaches us its way.
"""

from collections.abc import Callable

REMEMBERED = 50_000
_TELLING_DIGITS = 10


def _same(message_id: str) -> str:
    return message_id


def _hex_of_decimal(message_id: str) -> str:
    return f"{int(message_id):x}" if message_id.isascii() and message_id.isdecimal() else message_id


def _decimal_of_hex(message_id: str) -> str:
    try:
        return str(int(message_id, 16))
    except ValueError:
        return message_id


def _plain(message_id: str) -> str:
    return message_id.strip().lower().lstrip("0")


class Ids:
    """`remember` what submit_sm_resp said; `resolve` what a receipt says into the spelling that was remembered.

    Numbers of both spellings collide, so another spelling is believed only when the phone agrees too.
    """

    def __init__(self, *, remembered: int = REMEMBERED) -> None:
        self._most = remembered
        self._given: dict[str, tuple[str, str]] = {}
        self._ways: list[Callable[[str], str]] = [_same, _hex_of_decimal, _decimal_of_hex]

    def remember(self, *, message_id: str, phone: str) -> None:
        self._given[_plain(message_id)] = message_id, phone[-_TELLING_DIGITS:]
        if len(self._given) > self._most:
            del self._given[next(iter(self._given))]

    def resolve(self, *, message_id: str, phone: str) -> str:
        """What is not remembered is spelled as this centre's other receipts taught."""
        for way in self._ways:
            given, its_phone = self._given.get(_plain(way(message_id)), ("", ""))
            if given and its_phone == phone[-_TELLING_DIGITS:]:
                self._learn(way)
                return given
        return self._ways[0](message_id)

    def _learn(self, way: Callable[[str], str]) -> None:
        if way is not self._ways[0]:
            self._ways.sort(key=lambda known: known is not way)
