"""Octets there and back: what we write we read, what anybody writes raises at most SmppError, and smpplib agrees."""

import contextlib
import struct
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from smpplib import smpp as peer
from smpplib.client import SimpleSequenceGenerator

from rupor.protocols.smpp import bodies, codec, failures, framing, names, tlvs
from rupor.protocols.smpp.names import Command, Tag

OCTET = st.integers(0, 255)


def text(longest: int) -> st.SearchStrategy[str]:
    return st.text(st.characters(min_codepoint=1, max_codepoint=255), max_size=longest)


TLVS = st.dictionaries(st.integers(0, 0xFFFF), st.binary(max_size=300), max_size=5)
TONS: dict[str, Any] = {"source_ton": OCTET, "source_npi": OCTET, "destination_ton": OCTET, "destination_npi": OCTET}
MESSAGE = st.builds(
    bodies.Message, source=text(20), destination=text(20), short_message=st.binary(max_size=254), esm_class=OCTET,
    protocol_id=OCTET, priority_flag=OCTET, schedule_delivery_time=text(16), validity_period=text(16),
    registered_delivery=OCTET, replace_if_present=OCTET, data_coding=OCTET, sm_default_msg_id=OCTET,
    service_type=text(5), tlvs=TLVS, **TONS,
)  # fmt: skip
DATA = st.builds(
    bodies.Data, source=text(64), destination=text(64), esm_class=OCTET, registered_delivery=OCTET, data_coding=OCTET,
    service_type=text(5), tlvs=TLVS, **TONS,
)  # fmt: skip
BIND = st.builds(
    bodies.Bind, system_id=text(15), password=text(8), system_type=text(12), interface_version=OCTET, addr_ton=OCTET,
    addr_npi=OCTET, address_range=text(40),
)  # fmt: skip
CANCEL = st.builds(
    bodies.Cancel, message_id=text(64), source=text(20), destination=text(20), service_type=text(5), **TONS
)
QUERY = st.builds(bodies.Query, message_id=text(64), source=text(20), source_ton=OCTET, source_npi=OCTET)
QUERY_RESP = st.builds(
    bodies.QueryResp, message_id=text(64), final_date=text(16), message_state=OCTET, error_code=OCTET
)
BODIES: dict[Command, st.SearchStrategy[Any]] = {
    Command.BIND_TRANSCEIVER: BIND,
    Command.BIND_RECEIVER_RESP: st.builds(bodies.BindResp, system_id=text(15), tlvs=TLVS),
    Command.SUBMIT_SM: MESSAGE,
    Command.DELIVER_SM: MESSAGE,
    Command.DATA_SM: DATA,
    Command.SUBMIT_SM_RESP: st.builds(bodies.MessageResp, message_id=text(64), tlvs=TLVS),
    Command.QUERY_SM: QUERY,
    Command.QUERY_SM_RESP: QUERY_RESP,
    Command.CANCEL_SM: CANCEL,
    Command.UNBIND: st.just(bodies.EMPTY),
    Command.GENERIC_NACK: st.just(bodies.EMPTY),
}
PDU = st.sampled_from(list(BODIES)).flatmap(
    lambda command: st.builds(
        bodies.Pdu, st.just(int(command)), st.integers(0, 0xFFFFFFFF), st.integers(0, 0xFFFFFFFF), BODIES[command]
    )
)


@given(PDU)
def test_what_is_written_is_read(pdu: bodies.Pdu) -> None:
    frame = codec.encode(pdu)
    assert struct.unpack(">L", frame[:4]) == (len(frame),)
    assert codec.decode(frame) == pdu


@given(PDU, st.integers(17, 400), st.lists(st.tuples(st.integers(0, 400), OCTET), max_size=8))
@settings(max_examples=400)
def test_spoilt_octets_raise_nothing_but_smpp_error(
    pdu: bodies.Pdu, length: int, spoilt: list[tuple[int, int]]
) -> None:
    frame = bytearray(codec.encode(pdu)[:length])
    for place, octet in spoilt:
        if 8 <= place < len(frame):
            frame[place] = octet
    with contextlib.suppress(failures.SmppError):
        codec.decode(bytes(frame))


@given(st.sampled_from(list(Command)), st.binary(max_size=120))
@settings(max_examples=400)
@example(Command.SUBMIT_SM, b"\0")
def test_noise_raises_nothing_but_smpp_error(command: Command, noise: bytes) -> None:
    with contextlib.suppress(failures.SmppError):
        codec.decode(codec.HEADER.pack(16 + len(noise), command, 0, 1) + noise)


@pytest.mark.parametrize(
    "body",
    [
        bodies.Message(short_message=b"x" * 255),
        bodies.Message(source="1" * 21),
        bodies.Message(destination="a\0b"),
        bodies.Message(source="Привет"),
        bodies.Message(data_coding=256),
        bodies.Bind("system", password="longer than eight"),
        bodies.Message(tlvs={70_000: b""}),
    ],
)
def test_what_does_not_fit_is_not_written(body: bodies.Body) -> None:
    with pytest.raises(failures.SmppError, match="cannot_encode"):
        codec.encode(bodies.Pdu(Command.SUBMIT_SM, 0, 1, body))


def frame_of(command: Command, octets: bytes, *, sequence: int = 1) -> bytes:
    return codec.HEADER.pack(16 + len(octets), command, 0, sequence) + octets


def test_liberal_reading_of_what_operators_send() -> None:
    assert codec.decode(frame_of(Command.SUBMIT_SM_RESP, b"1234567890123456789")).body == bodies.MessageResp(
        "1234567890123456789"
    )
    assert codec.decode(frame_of(Command.SUBMIT_SM_RESP, b"")).body == bodies.MessageResp("")
    assert codec.decode(frame_of(Command.BIND_TRANSCEIVER_RESP, b"")).body == bodies.BindResp("")
    assert codec.decode(frame_of(Command.ENQUIRE_LINK, b"junk")).body == bodies.EMPTY
    assert codec.decode(frame_of(Command.ENQUIRE_LINK, b"", sequence=0xFFFFFFF0)).sequence == 0xFFFFFFF0
    long_service = codec.encode(bodies.Pdu(Command.DELIVER_SM, 0, 1, bodies.Message(source="1")))
    body = codec.decode(frame_of(Command.DELIVER_SM, b"WAY-TOO-LONG" + long_service[16:])).body
    assert isinstance(body, bodies.Message)
    assert (body.service_type, body.source) == ("WAY-TOO-LONG", "1")


def test_vendor_parameters_are_kept_raw_and_wrong_lengths_read_as_absent() -> None:
    body = bodies.Message(tlvs={0x1400: b"\1\2", Tag.MESSAGE_STATE: b"\2", Tag.RECEIPTED_MESSAGE_ID: b"77\0"})
    read = codec.decode(codec.encode(bodies.Pdu(Command.DELIVER_SM, 0, 1, body))).body
    assert isinstance(read, bodies.Message)
    assert read.tlvs[0x1400] == b"\1\2"
    assert tlvs.number(read.tlvs, Tag.MESSAGE_STATE) == 2
    assert tlvs.text(read.tlvs, Tag.RECEIPTED_MESSAGE_ID) == "77"
    assert tlvs.number({Tag.MESSAGE_STATE: b"12345"}, Tag.MESSAGE_STATE) is None
    assert tlvs.number({}, Tag.MESSAGE_STATE) is None


@given(st.lists(PDU, max_size=6), st.data())
def test_frames_are_found_however_the_stream_is_cut(pdus: list[bodies.Pdu], data: st.DataObject) -> None:
    frames = [codec.encode(pdu) for pdu in pdus]
    stream, splitter, found = b"".join(frames), framing.Splitter(), []
    while stream:
        size = data.draw(st.integers(1, len(stream)))
        found += splitter.feed(stream[:size])
        stream = stream[size:]
    assert found == frames


@pytest.mark.parametrize("length", [0, 15, framing.LARGEST + 1, 0xFFFFFFFF])
def test_impossible_length_breaks_the_stream_after_what_came_before_it(length: int) -> None:
    good = codec.encode(bodies.Pdu(Command.ENQUIRE_LINK, 0, 1))
    splitter = framing.Splitter()
    assert splitter.feed(good + struct.pack(">L", length)) == [good]
    with pytest.raises(failures.BrokenStream):
        splitter.feed(b"")


def test_smpplib_reads_our_submit_and_we_read_its_own() -> None:
    body = bodies.Message(
        "RUPOR", "79161234567", "Привет".encode("utf-16-be"), source_ton=names.Ton.ALPHANUMERIC,
        destination_ton=1, destination_npi=1, data_coding=8, registered_delivery=1, validity_period="000001000000000R",
        tlvs={Tag.USER_MESSAGE_REFERENCE: b"\0\7"},
    )  # fmt: skip
    theirs = peer.parse_pdu(codec.encode(bodies.Pdu(Command.SUBMIT_SM, 0, 9, body)), client=SimpleSequenceGenerator())
    assert (theirs.command, theirs.sequence, theirs.source_addr) == ("submit_sm", 9, b"RUPOR")
    assert (theirs.destination_addr, theirs.short_message, theirs.data_coding) == (
        b"79161234567", body.short_message, 8,
    )  # fmt: skip
    assert (theirs.validity_period, theirs.user_message_reference) == (b"000001000000000R", 7)
    made = peer.make_pdu(
        "deliver_sm", client=SimpleSequenceGenerator(), source_addr="79161234567", destination_addr="2525",
        short_message=b"STOP", esm_class=4, receipted_message_id="abc",
    )  # fmt: skip
    made.sequence = 5
    read = codec.decode(made.generate())
    assert isinstance(read.body, bodies.Message)
    assert (read.sequence, read.body.source, read.body.short_message) == (5, "79161234567", b"STOP")
    assert tlvs.text(read.body.tlvs, Tag.RECEIPTED_MESSAGE_ID) == "abc"
