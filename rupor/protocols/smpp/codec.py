"""PDU to octets and back (SMPP 3.4, chapters 4 and 5): strict in what is written, liberal in what is read.

Read: any sequence number, over-long texts, an id without its final zero, answers without a body. Written: the
standard's limits. The only error either way is `SmppError`.
"""

import struct
from collections.abc import Callable
from typing import Any

from rupor.protocols.smpp import bodies, failures, names
from rupor.protocols.smpp.names import Command

HEADER = struct.Struct(">LLLL")
_TLV = struct.Struct(">HH")
_FLAGS = struct.Struct("BBBBBBB")

_ID, _ADDRESS, _SERVICE, _TIME = 64, 20, 5, 16
_LONGEST_SHORT_MESSAGE = 254


def encode(pdu: bodies.Pdu) -> bytes:
    """The whole PDU with its header."""
    try:
        body = _WRITERS[type(pdu.body)](pdu.body)
        return HEADER.pack(16 + len(body), pdu.command, pdu.status, pdu.sequence) + body
    except (ValueError, struct.error) as error:
        raise failures.Malformed("cannot_encode", detail=str(error)) from error


def decode(frame: bytes) -> bodies.Pdu:
    """`frame` is one whole PDU with its header, as `framing.Splitter` gives it."""
    _, command, status, sequence = HEADER.unpack_from(frame)
    reader = _READERS.get(command)
    if reader is None:
        return bodies.Pdu(command, status, sequence)
    try:
        return bodies.Pdu(command, status, sequence, reader(frame))
    except (ValueError, IndexError, struct.error) as error:
        raise failures.Malformed(
            "body_malformed", command_status=names.Status.INVALID_COMMAND_LENGTH, detail=f"{command:#010x}: {error}"
        ) from error


def _text(frame: bytes, at: int) -> tuple[str, int]:
    end = frame.index(0, at)
    return frame[at:end].decode("latin-1"), end + 1


def _last_text(frame: bytes, at: int) -> tuple[str, int]:
    """Some centres forget the zero after the id that ends their answer, or the whole id."""
    end = frame.find(0, at)
    if end < 0:
        end = len(frame)
    return frame[at:end].decode("latin-1"), end + 1


def _tlvs(frame: bytes, at: int) -> bodies.Tlvs:
    found: bodies.Tlvs = {}
    end = len(frame)
    while at < end:
        tag, length = _TLV.unpack_from(frame, at)
        at += 4 + length
        if at > end:
            raise ValueError(f"optional parameter {tag:#06x} is cut")
        found[tag] = frame[at - length : at]
    return found


def _address(frame: bytes, at: int) -> tuple[int, int, str, int]:
    text, after = _text(frame, at + 2)
    return frame[at], frame[at + 1], text, after


def _read_bind(frame: bytes) -> bodies.Bind:
    system_id, at = _text(frame, 16)
    password, at = _text(frame, at)
    system_type, at = _text(frame, at)
    ton, npi = frame[at + 1], frame[at + 2]
    address_range, _ = _last_text(frame, at + 3)
    return bodies.Bind(system_id, password, system_type, frame[at], ton, npi, address_range)


def _read_bind_resp(frame: bytes) -> bodies.BindResp:
    system_id, at = _last_text(frame, 16)
    return bodies.BindResp(system_id, _tlvs(frame, at))


def _read_message(frame: bytes) -> bodies.Message:
    service_type, at = _text(frame, 16)
    source_ton, source_npi, source, at = _address(frame, at)
    destination_ton, destination_npi, destination, at = _address(frame, at)
    esm_class, protocol_id, priority = frame[at], frame[at + 1], frame[at + 2]
    schedule, at = _text(frame, at + 3)
    validity, at = _text(frame, at)
    registered, replace, coding, default_id, length = frame[at : at + 5]
    at += 5
    end = at + length
    if end > len(frame):
        raise ValueError("short_message is cut")
    message = bodies.Message(
        source, destination, frame[at:end], source_ton, source_npi, destination_ton, destination_npi, esm_class,
        protocol_id, priority, schedule, validity, registered, replace, coding, default_id, service_type,
    )  # fmt: skip
    if end < len(frame):
        message.tlvs = _tlvs(frame, end)
    return message


def _read_data(frame: bytes) -> bodies.Data:
    service_type, at = _text(frame, 16)
    source_ton, source_npi, source, at = _address(frame, at)
    destination_ton, destination_npi, destination, at = _address(frame, at)
    esm_class, registered, coding = frame[at], frame[at + 1], frame[at + 2]
    return bodies.Data(
        source, destination, source_ton, source_npi, destination_ton, destination_npi, esm_class, registered, coding,
        service_type, _tlvs(frame, at + 3),
    )  # fmt: skip


def _read_message_resp(frame: bytes) -> bodies.MessageResp:
    message_id, at = _last_text(frame, 16)
    return bodies.MessageResp(message_id, _tlvs(frame, at)) if at < len(frame) else bodies.MessageResp(message_id)


def _read_query(frame: bytes) -> bodies.Query:
    message_id, at = _text(frame, 16)
    ton, npi, source, _ = _address(frame, at)
    return bodies.Query(message_id, source, ton, npi)


def _read_query_resp(frame: bytes) -> bodies.QueryResp:
    message_id, at = _last_text(frame, 16)
    if at >= len(frame):
        return bodies.QueryResp(message_id)
    final_date, at = _text(frame, at)
    return bodies.QueryResp(message_id, final_date, frame[at], frame[at + 1])


def _read_cancel(frame: bytes) -> bodies.Cancel:
    service_type, at = _text(frame, 16)
    message_id, at = _text(frame, at)
    source_ton, source_npi, source, at = _address(frame, at)
    destination_ton, destination_npi, destination, _ = _address(frame, at)
    return bodies.Cancel(
        message_id, source, destination, source_ton, source_npi, destination_ton, destination_npi, service_type
    )


def _read_empty(frame: bytes) -> bodies.Empty:
    return bodies.EMPTY


def _octets(text: str, longest: int) -> bytes:
    octets = text.encode("latin-1")
    if len(octets) > longest or 0 in octets:
        raise ValueError(f"{text[:80]!r} does not fit a field of {longest} octets")
    return octets + b"\0"


def _joined(tlvs: bodies.Tlvs) -> bytes:
    return b"".join(_TLV.pack(tag, len(octets)) + octets for tag, octets in tlvs.items()) if tlvs else b""


def _write_bind(body: bodies.Bind) -> bytes:
    return b"".join((
        _octets(body.system_id, 15), _octets(body.password, 8), _octets(body.system_type, 12),
        bytes((body.interface_version, body.addr_ton, body.addr_npi)), _octets(body.address_range, 40),
    ))  # fmt: skip


def _write_bind_resp(body: bodies.BindResp) -> bytes:
    return _octets(body.system_id, 15) + _joined(body.tlvs)


def _write_message(body: bodies.Message) -> bytes:
    short_message = body.short_message
    if len(short_message) > _LONGEST_SHORT_MESSAGE:
        raise ValueError("short_message holds 254 octets; a longer text goes into message_payload or into parts")
    return b"".join((
        _octets(body.service_type, _SERVICE),
        bytes((body.source_ton, body.source_npi)), _octets(body.source, _ADDRESS),
        bytes((body.destination_ton, body.destination_npi)), _octets(body.destination, _ADDRESS),
        bytes((body.esm_class, body.protocol_id, body.priority_flag)),
        _octets(body.schedule_delivery_time, _TIME), _octets(body.validity_period, _TIME),
        bytes((body.registered_delivery, body.replace_if_present, body.data_coding, body.sm_default_msg_id,
               len(short_message))),
        short_message, _joined(body.tlvs),
    ))  # fmt: skip


def _write_data(body: bodies.Data) -> bytes:
    return b"".join((
        _octets(body.service_type, _SERVICE),
        bytes((body.source_ton, body.source_npi)), _octets(body.source, _ID),
        bytes((body.destination_ton, body.destination_npi)), _octets(body.destination, _ID),
        bytes((body.esm_class, body.registered_delivery, body.data_coding)), _joined(body.tlvs),
    ))  # fmt: skip


def _write_message_resp(body: bodies.MessageResp) -> bytes:
    return _octets(body.message_id, _ID) + _joined(body.tlvs)


def _write_query(body: bodies.Query) -> bytes:
    return _octets(body.message_id, _ID) + bytes((body.source_ton, body.source_npi)) + _octets(body.source, _ADDRESS)


def _write_query_resp(body: bodies.QueryResp) -> bytes:
    return (
        _octets(body.message_id, _ID) + _octets(body.final_date, _TIME) + bytes((body.message_state, body.error_code))
    )


def _write_cancel(body: bodies.Cancel) -> bytes:
    return b"".join((
        _octets(body.service_type, _SERVICE), _octets(body.message_id, _ID),
        bytes((body.source_ton, body.source_npi)), _octets(body.source, _ADDRESS),
        bytes((body.destination_ton, body.destination_npi)), _octets(body.destination, _ADDRESS),
    ))  # fmt: skip


_READERS: dict[int, Callable[[bytes], bodies.Body]] = {
    Command.BIND_RECEIVER: _read_bind,
    Command.BIND_TRANSMITTER: _read_bind,
    Command.BIND_TRANSCEIVER: _read_bind,
    Command.BIND_RECEIVER_RESP: _read_bind_resp,
    Command.BIND_TRANSMITTER_RESP: _read_bind_resp,
    Command.BIND_TRANSCEIVER_RESP: _read_bind_resp,
    Command.SUBMIT_SM: _read_message,
    Command.DELIVER_SM: _read_message,
    Command.DATA_SM: _read_data,
    Command.SUBMIT_SM_RESP: _read_message_resp,
    Command.DELIVER_SM_RESP: _read_message_resp,
    Command.DATA_SM_RESP: _read_message_resp,
    Command.QUERY_SM: _read_query,
    Command.QUERY_SM_RESP: _read_query_resp,
    Command.CANCEL_SM: _read_cancel,
    Command.CANCEL_SM_RESP: _read_empty,
    Command.ENQUIRE_LINK: _read_empty,
    Command.ENQUIRE_LINK_RESP: _read_empty,
    Command.UNBIND: _read_empty,
    Command.UNBIND_RESP: _read_empty,
    Command.GENERIC_NACK: _read_empty,
}  # fmt: skip

_WRITERS: dict[type[bodies.Body], Callable[[Any], bytes]] = {
    bodies.Bind: _write_bind,
    bodies.BindResp: _write_bind_resp,
    bodies.Message: _write_message,
    bodies.Data: _write_data,
    bodies.MessageResp: _write_message_resp,
    bodies.Query: _write_query,
    bodies.QueryResp: _write_query_resp,
    bodies.Cancel: _write_cancel,
    bodies.Empty: lambda _: b"",
}
