"""Keys of encrypted sound in a description (SDES, RFC 4568): `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:…`."""

import base64
import binascii
import re
from typing import NamedTuple

SUITES = ("AES_CM_128_HMAC_SHA1_80", "AES_CM_128_HMAC_SHA1_32")
KEY_BYTES = 30  # a master key of 16 bytes and a salt of 14

# Lifetime is tolerated, a master key identifier is not: we never send one, so none is agreed upon.
_LINE = re.compile(r"(\d{1,9})\s+(\S+)\s+inline:([A-Za-z0-9+/=]+)((?:\|[^\s|;]+)*)((?:\s+\S+)*)\s*", re.IGNORECASE)
_LIFETIME = re.compile(r"\|(?:2\^)?\d{1,15}")


class Crypto(NamedTuple):
    """One way to encrypt: what its writer will send with. `key` is master key and salt together."""

    tag: int
    suite: str
    key: bytes

    @property
    def line(self) -> str:
        """As it is written."""
        return f"a=crypto:{self.tag} {self.suite} inline:{base64.b64encode(self.key).decode()}"

    def __repr__(self) -> str:
        """Without the key."""
        return f"Crypto({self.tag}, {self.suite})"


class Keys(NamedTuple):
    """What two sides agreed upon."""

    suite: str
    send: bytes
    receive: bytes

    def __repr__(self) -> str:
        """Without the keys."""
        return f"Keys({self.suite})"


def offered(masters: tuple[bytes, ...]) -> tuple[Crypto, ...]:
    """Our ways, the strongest first; one master of 30 bytes for each suite."""
    return tuple(
        Crypto(number, suite, key) for number, (suite, key) in enumerate(zip(SUITES, masters, strict=False), 1)
    )


def read(value: str) -> Crypto | None:
    """The value of an a=crypto line; None for what we cannot do, which must then be passed over (RFC 4568 §7.1.2)."""
    found = _LINE.fullmatch(value.strip())
    if found is None:
        return None
    tag, suite, key, more, parameters = found.groups()
    if suite.upper() not in SUITES or parameters.strip() or (more and not _LIFETIME.fullmatch(more)):
        return None
    try:
        master = base64.b64decode(key, validate=True)
    except binascii.Error:
        return None
    return Crypto(int(tag), suite.upper(), master) if len(master) == KEY_BYTES else None


def agreed(*, ours: tuple[Crypto, ...], theirs: tuple[Crypto, ...]) -> Keys | None:
    """The way both descriptions name by the same tag and suite; None when there is none."""
    for mine in ours:
        for other in theirs:
            if (mine.tag, mine.suite) == (other.tag, other.suite):
                return Keys(mine.suite, mine.key, other.key)
    return None
