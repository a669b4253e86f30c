"""Makes of one order the submit_sm PDUs that carry it."""

from datetime import timedelta
from enum import StrEnum

from rupor.engine import ports
from rupor.engine.text import parts
from rupor.protocols.smpp import bodies, concatenation, failures, times
from rupor.protocols.smpp.names import DataCoding, EsmClass, Npi, Status, Tag, Ton

_LONGEST_SHORT_CODE = 6
_CODINGS = {parts.Encoding.GSM: DataCoding.DEFAULT, parts.Encoding.UCS2: DataCoding.UCS2}


class LongTexts(StrEnum):
    """How this centre wants a text of several parts: joined by a header, by parameters, or whole in message_payload."""

    UDH = "udh"
    SAR = "sar"
    PAYLOAD = "payload"


def submits(*, order: ports.SmsOrder, reference: int, long_texts: LongTexts = LongTexts.UDH) -> list[bodies.Message]:
    """One per part, in order. `reference` tells this message's parts from those of another; raises SmppError."""
    pieces = parts.cut(text=order.text)
    if not 1 <= len(pieces) <= parts.MAX_PARTS:
        raise failures.SmppError("text_length", command_status=Status.INVALID_MESSAGE_LENGTH)
    encoding = parts.encoding_of(text=order.text)
    if len(pieces) > 1 and long_texts is LongTexts.PAYLOAD:
        octets = parts.encode(text=order.text, encoding=encoding)
        return [_message(order, encoding, b"", tlvs={Tag.MESSAGE_PAYLOAD: octets})]
    messages: list[bodies.Message] = []
    for number, piece in enumerate(pieces, start=1):
        octets = parts.encode(text=piece, encoding=encoding)
        if len(pieces) == 1:
            messages.append(_message(order, encoding, octets))
        elif long_texts is LongTexts.SAR:
            messages.append(
                _message(
                    order,
                    encoding,
                    octets,
                    tlvs=concatenation.sar(reference=reference, total=len(pieces), number=number),
                )
            )
        else:
            header = concatenation.udh(reference=reference, total=len(pieces), number=number)
            messages.append(_message(order, encoding, header + octets, esm_class=EsmClass.UDHI))
    return messages


def _message(
    order: ports.SmsOrder,
    encoding: parts.Encoding,
    octets: bytes,
    *,
    esm_class: int = EsmClass.DEFAULT,
    tlvs: bodies.Tlvs | None = None,
) -> bodies.Message:
    source_ton, source_npi = _kind_of_sender(order.sender)
    return bodies.Message(
        source=order.sender,
        destination=order.phone,
        short_message=octets,
        source_ton=source_ton,
        source_npi=source_npi,
        destination_ton=Ton.INTERNATIONAL,
        destination_npi=Npi.E164,
        esm_class=esm_class,
        priority_flag=int(order.urgent),
        validity_period=times.relative(length=timedelta(seconds=order.validity_seconds)),
        registered_delivery=1,
        data_coding=_CODINGS[encoding],
        tlvs=tlvs or {},
    )


def _kind_of_sender(sender: str) -> tuple[int, int]:
    if not (sender.isascii() and sender.isdecimal()):
        return Ton.ALPHANUMERIC, Npi.UNKNOWN
    if len(sender) <= _LONGEST_SHORT_CODE:
        return Ton.UNKNOWN, Npi.UNKNOWN
    return Ton.INTERNATIONAL, Npi.E164
