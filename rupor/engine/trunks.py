"""Trunks as they cross the bus: how to reach an operator goes down to the gateways, how it fares comes back up."""

from enum import StrEnum

import msgspec

SETTINGS = "settings"
"""The name of the trunk that the settings describe; stored trunks bear other names."""


class CallerForm(StrEnum):
    """How our number is written in From: 79161234567, +79161234567, 89161234567, or as the campaign has it."""

    E164 = "e164"
    PLUS = "plus"
    NATIONAL = "national8"
    AS_IS = "as_is"


class Srtp(StrEnum):
    """Whether the sound is encrypted (RFC 4568): never, where the far end can, or no call without it."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Privacy(StrEnum):
    """What the far end may tell on of us (RFC 3323, RFC 3325): nothing is said of it, everything, all but our number,
    nothing that shows where the call comes from."""

    UNSAID = ""
    NONE = "none"
    ID = "id"
    HEADER = "header"


class TrunkSpec(msgspec.Struct, frozen=True, omit_defaults=True):
    """One far end. `port` 0 takes the usual one; `channels` and `starts_per_second` 0: no limit.

    Lower `priority` goes first; `weight` shares calls among equals; empty `prefixes` take every number. `ca` and
    `identity` (certificate and key together) are PEM texts; without `ca` the system's authorities are trusted.
    """

    name: str
    host: str
    port: int = 0
    transport: str = "udp"
    user: str = ""
    password: str = ""
    from_domain: str = ""
    caller_form: CallerForm = CallerForm.AS_IS
    asserted_identity: bool = False
    privacy: Privacy = Privacy.UNSAID
    channels: int = 0
    starts_per_second: int = 0
    prefixes: tuple[str, ...] = ()
    codecs: tuple[str, ...] = ("PCMA", "PCMU")
    srtp: Srtp = Srtp.OFF
    priority: int = 10
    weight: int = 1
    registers: bool = False
    asks: bool = True
    ca: str = ""
    identity: str = ""
    server_name: str = ""
    verify: bool = True

    def __repr__(self) -> str:
        """Without its secrets."""
        return f"TrunkSpec({self.name!r}, {self.transport}:{self.host}:{self.port})"


class TrunkState(msgspec.Struct, frozen=True, omit_defaults=True):
    """How a trunk fares at one gateway. `registered` is None where it does not register; `answer` is what the far end
    said last, `why` the reason no call can go this way, empty when one can."""

    name: str
    reachable: bool
    registered: bool | None = None
    calls: int = 0
    answer: str = ""
    why: str = ""


def written_caller(caller: str, *, form: CallerForm) -> str:
    """Our number as this trunk wants it; what is not a number stays as it is."""
    digits = caller.removeprefix("+")
    if form is CallerForm.AS_IS or not digits.isdecimal():
        return caller
    if form is CallerForm.PLUS:
        return f"+{digits}"
    if form is CallerForm.NATIONAL and len(digits) == 11 and digits.startswith("7"):
        return f"8{digits[1:]}"
    return digits


def decode_specs(packet: bytes) -> list[TrunkSpec]:
    """Raises msgspec.MsgspecError for what is no list of trunks."""
    return _decode(packet)


_decode = msgspec.json.Decoder(list[TrunkSpec]).decode
