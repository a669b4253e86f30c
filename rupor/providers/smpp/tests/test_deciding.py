"""What is decided without a link: parts, speed, spellings of ids, meanings of statuses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.engine.ports import Outcome
from rupor.protocols.smpp import concatenation, failures
from rupor.protocols.smpp.names import MessageState, Status, Tag
from rupor.providers.smpp import ids, outcomes, pace, shaping
from rupor.providers.smpp.tests.listener import order


def test_short_text_is_one_plain_submit() -> None:
    (message,) = shaping.submits(order=order(attempt=1, text="[hi]"), reference=9)
    assert (message.short_message, message.esm_class, message.data_coding) == (b"\x1b<hi\x1b>", 0, 0)
    assert (message.source, message.source_ton, message.destination_ton, message.destination_npi) == ("RUPOR", 5, 1, 1)
    assert (message.registered_delivery, message.validity_period) == (1, "000000120000000R")


def test_long_text_is_joined_by_a_header() -> None:
    messages = shaping.submits(order=order(attempt=1, text="Ж" * 150, urgent=True), reference=9)
    parts = [concatenation.read(message) for message in messages]
    assert [(part.reference, part.total, part.number) for part in parts] == [(9, 3, 1), (9, 3, 2), (9, 3, 3)]
    assert "".join(part.octets.decode("utf-16-be") for part in parts) == "Ж" * 150
    assert {len(message.short_message) for message in messages} == {140, 38}
    assert {(message.data_coding, message.priority_flag) for message in messages} == {(8, 1)}


def test_long_text_can_be_joined_by_parameters_or_go_whole() -> None:
    long_order = order(attempt=1, text="a" * 200)
    by_sar = shaping.submits(order=long_order, reference=300, long_texts=shaping.LongTexts.SAR)
    assert [concatenation.read(message).number for message in by_sar] == [1, 2]
    (whole,) = shaping.submits(order=long_order, reference=1, long_texts=shaping.LongTexts.PAYLOAD)
    assert (whole.short_message, whole.tlvs[Tag.MESSAGE_PAYLOAD]) == (b"", b"a" * 200)


@pytest.mark.parametrize("text", ["", "Ж" * 67 * 256])
def test_text_of_no_part_or_too_many_is_refused(text: str) -> None:
    with pytest.raises(failures.SmppError, match="text_length"):
        shaping.submits(order=order(attempt=1, text=text), reference=1)


def test_pace_never_exceeds_the_limit() -> None:
    limited, sent, now = pace.Pace(per_second=100), 0, 0.0
    while now < 10.0:
        wait_seconds = limited.wait_seconds(now=now)
        if wait_seconds:
            now += wait_seconds
        else:
            limited.spend()
            sent += 1
    assert 995 <= sent <= 1005


def test_one_odd_throttle_in_a_hundred_changes_little_and_a_real_limit_is_found() -> None:
    odd, real = pace.Pace(per_second=1000), pace.Pace(per_second=1000)
    for _ in range(100):
        odd.throttled()
        for _ in range(99):
            odd.accepted()
    assert odd.per_second > 950
    for _ in range(400):
        real.throttled()
    assert real.per_second == pytest.approx(10)
    for _ in range(12_000):
        real.accepted()
    assert real.per_second == 1000


@given(st.integers(0, 1000), st.floats(0, 1))
def test_throttled_part_rests_between_a_quarter_of_a_second_and_ten(tries: int, chance: float) -> None:
    assert 0.25 <= pace.retry_seconds(tries=tries, chance=chance) <= 10


@pytest.mark.parametrize(
    ("given_id", "receipt_id"), [("1A2B", "6699"), ("6699", "1a2b"), ("00000077", "77"), ("abc-1", "ABC-1")]
)
def test_receipt_in_another_spelling_finds_its_message_and_teaches(given_id: str, receipt_id: str) -> None:
    known = ids.Ids()
    known.remember(message_id=given_id, phone="79161234567")
    assert known.resolve(message_id=receipt_id, phone="+79161234567") == given_id


def test_learned_spelling_serves_ids_that_are_not_remembered() -> None:
    known = ids.Ids()
    assert known.resolve(message_id="255", phone="1") == "255"
    known.remember(message_id="1a2b", phone="79161234567")
    known.resolve(message_id="6699", phone="79161234567")
    assert known.resolve(message_id="255", phone="1") == "ff"


def test_number_that_happens_to_be_anothers_hex_is_not_taken_for_it() -> None:
    known = ids.Ids()
    known.remember(message_id="1000", phone="79161234567")
    assert known.resolve(message_id="4096", phone="79160000000") == "4096"


def test_old_ids_are_forgotten() -> None:
    known = ids.Ids(remembered=2)
    for number in ("aa", "bb", "cc"):
        known.remember(message_id=number, phone="1")
    assert [known.resolve(message_id=str(int(number, 16)), phone="1") for number in ("aa", "cc")] == ["170", "cc"]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (Status.INVALID_DESTINATION, Outcome.INVALID),
        (Status.INVALID_SOURCE, Outcome.REJECTED),
        (Status.SYSTEM_ERROR, Outcome.PROVIDER_ERROR),
        (0x0401, Outcome.PROVIDER_ERROR),
    ],
)
def test_refusals_have_a_meaning(status: int, outcome: Outcome) -> None:
    assert outcomes.of_refusal(status=status) is outcome


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        (MessageState.DELIVERED, Outcome.DELIVERED),
        (MessageState.ENROUTE, None),
        (MessageState.ACCEPTED, None),
        (MessageState.SCHEDULED, None),
        (MessageState.DELETED, Outcome.UNDELIVERED),
    ],
)
def test_states_on_the_way_are_not_told(state: MessageState, outcome: Outcome | None) -> None:
    assert outcomes.of_state(state=state) is outcome
