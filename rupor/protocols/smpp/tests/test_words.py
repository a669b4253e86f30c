"""Receipts, joined parts and times: the small languages inside the PDUs."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.protocols.smpp import assembly, bodies, concatenation, receipts, times
from rupor.protocols.smpp.names import EsmClass, MessageState, Tag

NOW = datetime(2026, 3, 10, 12, 0, tzinfo=UTC)
DONE = datetime(2026, 3, 10, 11, 59, tzinfo=UTC)


def receipt(text: str, tlvs: bodies.Tlvs | None = None) -> bodies.Message:
    return bodies.Message(short_message=text.encode("latin-1"), esm_class=EsmClass.RECEIPT, tlvs=tlvs or {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "id:12345 sub:001 dlvrd:001 submit date:2603101158 done date:2603101159 stat:DELIVRD err:000 text:hi",
            receipts.Receipt("12345", MessageState.DELIVERED, "000", DONE),
        ),
        (
            "STAT:undeliv ID:9223372036854775807 ERR:0A1 Done Date:260310115900",
            receipts.Receipt("9223372036854775807", MessageState.UNDELIVERABLE, "0A1", DONE),
        ),
        ("id:7f3a stat:EXPIRED", receipts.Receipt("7f3a", MessageState.EXPIRED)),
        ("text:id: me stat:REJECTD id:8", receipts.Receipt("me", MessageState.REJECTED)),
        ("id:8 stat:DELIVRD text:stat:EXPIRED id:9", receipts.Receipt("8", MessageState.DELIVERED)),
        ("id:8,stat:DELETED,err:1", receipts.Receipt("8", MessageState.DELETED, "1")),
        ("id:8 stat:WHATEVER done date:9999999999", receipts.Receipt("8", MessageState.UNKNOWN)),
        ("id:8 stat:DELIVRD done date:2603102359", receipts.Receipt("8", MessageState.DELIVERED)),
        ("id:8 stat:DELIVRD done date:20260310115900", receipts.Receipt("8", MessageState.DELIVERED, "", DONE)),
        ("stat:DELIVRD", None),
        ("", None),
    ],
)
def test_receipt_texts_of_many_operators(text: str, expected: receipts.Receipt | None) -> None:
    assert receipts.parse(receipt(text), now=NOW) == expected


def test_parameters_speak_where_the_text_is_silent_and_the_id_parameter_wins() -> None:
    optional = {Tag.RECEIPTED_MESSAGE_ID: b"abc\0", Tag.MESSAGE_STATE: b"\5", Tag.NETWORK_ERROR_CODE: b"\3\0\13"}
    assert receipts.parse(receipt("", optional), now=NOW) == receipts.Receipt("abc", MessageState.UNDELIVERABLE, "011")
    assert receipts.parse(receipt("id:9 stat:DELIVRD", optional), now=NOW) == receipts.Receipt(
        "abc", MessageState.DELIVERED, "011"
    )


def test_person_who_writes_like_a_receipt_is_still_a_person() -> None:
    assert not receipts.is_receipt(bodies.Message(short_message=b"id:1 stat:DELIVRD"))
    assert receipts.is_receipt(receipt("id:1 stat:DELIVRD"))
    assert receipts.is_receipt(bodies.Message(tlvs={Tag.RECEIPTED_MESSAGE_ID: b"1\0"}))


@given(st.binary(max_size=200), st.dictionaries(st.sampled_from(list(Tag)), st.binary(max_size=9)))
def test_any_receipt_can_be_read(octets: bytes, optional: dict[Tag, bytes]) -> None:
    found = receipts.parse(bodies.Message(short_message=octets, tlvs={**optional}), now=NOW)
    assert found is None or found.message_id


@given(st.sampled_from(list(receipts.TEXT_STATES.values())), st.text("0123456789abcdef", min_size=1, max_size=20))
def test_our_receipts_are_read_back(state: MessageState, message_id: str) -> None:
    written = receipts.text(
        message_id=message_id, state=state, submitted_at=DONE, done_at=DONE, error="001", excerpt="id:5 stat:X"
    )
    assert receipts.parse(receipt(written.decode()), now=NOW) == receipts.Receipt(message_id, state, "001", DONE)


@given(st.integers(0, 0xFFFF), st.integers(1, 255), st.booleans(), st.data())
def test_joined_parts_tell_their_place(reference: int, total: int, wide: bool, data: st.DataObject) -> None:
    number = data.draw(st.integers(1, total))
    header = concatenation.udh(reference=reference, total=total, number=number, wide=wide)
    message = bodies.Message(short_message=header + b"text", esm_class=EsmClass.UDHI)
    known = reference if wide else reference & 0xFF
    assert concatenation.read(message) == concatenation.Part(b"text", known, total, number)
    by_tlv = bodies.Message(
        short_message=b"text", tlvs=concatenation.sar(reference=reference, total=total, number=number)
    )
    assert concatenation.read(by_tlv) == concatenation.Part(b"text", reference, total, number)


@given(st.binary(max_size=20), st.integers(0, 255))
def test_any_header_can_be_read(octets: bytes, esm_class: int) -> None:
    part = concatenation.read(bodies.Message(short_message=octets, esm_class=esm_class))
    assert 1 <= part.number <= part.total


def test_other_headers_beside_the_joining_one_are_passed_over() -> None:
    ports = b"\x05\x04\x0b\x84\x0b\x84"
    octets = bytes((len(ports) + 5,)) + ports + b"\x00\x03\x09\x02\x01" + b"text"
    message = bodies.Message(short_message=octets, esm_class=EsmClass.UDHI)
    assert concatenation.read(message) == concatenation.Part(b"text", 9, 2, 1)


@given(st.permutations(range(1, 6)))
def test_parts_in_any_order_make_the_message(order: list[int]) -> None:
    assembler = assembly.Assembler()
    found = [
        assembler.add(key="a", part=concatenation.Part(bytes((number,)), 7, 5, number), now=0.0) for number in order
    ]
    assert found == [None] * 4 + [[b"\1", b"\2", b"\3", b"\4", b"\5"]]
    assert assembler.given_up(now=1e9) == []


def test_same_reference_of_two_phones_is_two_messages_and_the_rest_is_given_up_once() -> None:
    assembler = assembly.Assembler(patience_seconds=10)
    assert assembler.add(key="a", part=concatenation.Part(b"1", 7, 2, 1), now=0.0) is None
    assert assembler.add(key="b", part=concatenation.Part(b"2", 7, 2, 2), now=5.0) is None
    assert assembler.given_up(now=11.0) == [("a", [b"1"])]
    assert assembler.given_up(now=12.0) == []
    assert assembler.add(key="b", part=concatenation.Part(b"1", 7, 2, 1), now=13.0) == [b"1", b"2"]


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(hours=12), "000000120000000R"),
        (timedelta(seconds=43_201), "000000120001000R"),
        (timedelta(days=3, minutes=5), "000003000500000R"),
        (timedelta(0), "000000000001000R"),
        (timedelta(days=90), "000030000000000R"),
    ],
)
def test_relative_times_are_written_and_read(length: timedelta, text: str) -> None:
    assert times.relative(length=length) == text
    read = times.parse(text=text, now=NOW)
    assert read == NOW + max(timedelta(seconds=1), min(length, timedelta(days=30)))


@given(st.integers(946_684_800, 4_102_444_799).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_absolute_times_are_written_and_read(at: datetime) -> None:
    tenths = at + timedelta(microseconds=700_000)
    assert times.parse(text=times.absolute(at=tenths), now=NOW) == tenths


def test_zones_are_quarters_of_an_hour() -> None:
    assert times.parse(text="260310150000012+", now=NOW) == NOW
    assert times.parse(text="260310090000012-", now=NOW) == NOW


@given(st.text(max_size=17) | st.text("0123456789+-R", min_size=16, max_size=16))
def test_any_time_can_be_read(text: str) -> None:
    read = times.parse(text=text, now=NOW)
    assert read is None or read.tzinfo is not None
