"""Delivery receipts: the text of Appendix B, which every operator writes in a way of its own, and the TLVs beside it.

Fields may come in any order and case, dates with or without seconds, the id in the text, in a TLV, or in both.
"""

import re
from datetime import UTC, datetime, timedelta

import msgspec

from rupor.protocols.smpp import bodies, names, tlvs
from rupor.protocols.smpp.names import MessageState

TEXT_STATES = {
    "SCHEDULD": MessageState.SCHEDULED,
    "ENROUTE": MessageState.ENROUTE,
    "DELIVRD": MessageState.DELIVERED,
    "EXPIRED": MessageState.EXPIRED,
    "DELETED": MessageState.DELETED,
    "UNDELIV": MessageState.UNDELIVERABLE,
    "ACCEPTD": MessageState.ACCEPTED,
    "UNKNOWN": MessageState.UNKNOWN,
    "REJECTD": MessageState.REJECTED,
}
_STATE_TEXTS = {state: text for text, state in TEXT_STATES.items()}
_FIELD = re.compile(r"\b(id|sub|dlvrd|submit date|done date|stat|err|text):", re.IGNORECASE)
_TOLERANCE = timedelta(days=8)


class Receipt(msgspec.Struct, frozen=True):
    """`done_at` is None when the receipt tells no believable time; `error` is as the operator wrote it."""

    message_id: str
    state: MessageState
    error: str = ""
    done_at: datetime | None = None


def is_receipt(message: bodies.Message | bodies.Data) -> bool:
    """By the type bits or the TLV, never by the text alone: a person can write any text."""
    kind = message.esm_class & 0x3C
    return kind in (0x04, 0x20) or names.Tag.RECEIPTED_MESSAGE_ID in message.tlvs


def parse(message: bodies.Message | bodies.Data, *, now: datetime) -> Receipt | None:
    """None when no id can be found: such a receipt speaks of nothing."""
    fields = _fields(message.payload.decode("latin-1"))
    message_id = tlvs.text(message.tlvs, names.Tag.RECEIPTED_MESSAGE_ID) or fields.get("id", "")
    if not message_id:
        return None
    done_at = _date(fields.get("done date", ""), now=now)
    error = fields.get("err", "") or _network_error(message.tlvs)
    return Receipt(message_id, _state(fields.get("stat", ""), message.tlvs), error, done_at)


def text(
    *, message_id: str, state: MessageState, submitted_at: datetime, done_at: datetime, error: str, excerpt: str
) -> bytes:
    """The Appendix B form, for those who send receipts."""
    delivered = int(state is MessageState.DELIVERED)
    return (
        f"id:{message_id} sub:001 dlvrd:{delivered:03d} submit date:{submitted_at.astimezone(UTC):%y%m%d%H%M%S} "
        f"done date:{done_at.astimezone(UTC):%y%m%d%H%M%S} stat:{_STATE_TEXTS[state]} err:{error} text:{excerpt[:20]}"
    ).encode("latin-1", "replace")


def _fields(receipt: str) -> dict[str, str]:
    found: dict[str, str] = {}
    matches = list(_FIELD.finditer(receipt))
    for place, match in enumerate(matches):
        end = matches[place + 1].start() if place + 1 < len(matches) else len(receipt)
        # The first of a name wins: the words after `text:` are the customer's.
        found.setdefault(match[1].lower(), receipt[match.end() : end].strip(" \r\n\t\0,;"))
    return found


def _state(stat: str, optional: bodies.Tlvs) -> MessageState:
    known = TEXT_STATES.get(stat.upper()[:8])
    if known is not None:
        return known
    number = tlvs.number(optional, names.Tag.MESSAGE_STATE)
    return MessageState(number) if number is not None and number <= max(MessageState) else MessageState.UNKNOWN


def _network_error(optional: bodies.Tlvs) -> str:
    octets = optional.get(names.Tag.NETWORK_ERROR_CODE, b"")
    return f"{int.from_bytes(octets[1:], 'big'):03d}" if len(octets) == 3 else ""


def _date(digits: str, *, now: datetime) -> datetime | None:
    """Centres do not say their zone: a time in the future or long ago is not believed."""
    if len(digits) not in (10, 12, 14) or not (digits.isascii() and digits.isdecimal()):
        return None
    short = digits[2:] if len(digits) == 14 else digits
    pairs = [int(short[at : at + 2]) for at in range(0, len(short), 2)]
    try:
        at = datetime(2000 + pairs[0], *pairs[1:], tzinfo=UTC)  # type: ignore[misc,arg-type]
    except ValueError:
        return None
    return at if now - _TOLERANCE < at <= now + timedelta(minutes=1) else None
