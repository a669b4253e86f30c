"""The machine: two sessions joined in memory, instants given by hand, and noise."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rupor.protocols.smpp import bodies, codec, failures, states
from rupor.protocols.smpp.bodies import Pdu
from rupor.protocols.smpp.names import Command, Status
from rupor.protocols.smpp.session import Answered, Ended, Happening, Requested, Session, Unanswered
from rupor.protocols.smpp.states import Role, State

BIND = bodies.Bind("rupor", "secret")
BINDS = [
    (Command.BIND_TRANSMITTER, State.BOUND_TX),
    (Command.BIND_RECEIVER, State.BOUND_RX),
    (Command.BIND_TRANSCEIVER, State.BOUND_TRX),
]


def bound(command: Command = Command.BIND_TRANSCEIVER, *, window: int = 2) -> tuple[Session, Session]:
    esme, smsc = (
        Session(role=Role.ESME, window=window, enquire_seconds=30, answer_seconds=10),
        Session(role=Role.SMSC, window=window, enquire_seconds=60, answer_seconds=10),
    )
    esme.request(command, BIND, now=0.0)
    (asked,) = carry(esme, smsc)
    assert isinstance(asked, Requested)
    smsc.answer(asked.pdu, body=bodies.BindResp("smsc"))
    assert [type(one) for one in carry(smsc, esme)] == [Answered]
    return esme, smsc


def carry(source: Session, target: Session, *, now: float = 0.0) -> list[Happening]:
    return target.receive(source.take_output(), now=now)


def pdus(session: Session) -> list[Pdu]:
    octets, found = session.take_output(), []
    while octets:
        (length,) = struct.unpack(">L", octets[:4])
        found.append(codec.decode(octets[:length]))
        octets = octets[length:]
    return found


@pytest.mark.parametrize(("command", "state"), BINDS)
def test_bind_answered_ok_binds_both_sides(command: Command, state: State) -> None:
    esme, smsc = bound(command)
    assert (esme.state, smsc.state) == (state, state)


def test_bind_refused_binds_neither_side() -> None:
    esme, smsc = Session(role=Role.ESME), Session(role=Role.SMSC)
    esme.request(Command.BIND_TRANSCEIVER, BIND, now=0.0)
    (asked,) = carry(esme, smsc)
    assert isinstance(asked, Requested)
    smsc.answer(asked.pdu, status=Status.INVALID_PASSWORD)
    (answered,) = carry(smsc, esme)
    assert isinstance(answered, Answered)
    assert answered.pdu.status == Status.INVALID_PASSWORD
    assert (esme.state, smsc.state) == (State.OPEN, State.OPEN)


def test_answers_find_their_requests_in_any_order() -> None:
    esme, smsc = bound()
    first = esme.request(Command.SUBMIT_SM, bodies.Message(destination="1"), now=0.0)
    second = esme.request(Command.SUBMIT_SM, bodies.Message(destination="2"), now=0.0)
    for asked in reversed(carry(esme, smsc)):
        assert isinstance(asked, Requested)
        assert isinstance(asked.pdu.body, bodies.Message)
        smsc.answer(asked.pdu, body=bodies.MessageResp("id" + asked.pdu.body.destination))
    found = [(one.sequence, one.pdu.body) for one in carry(smsc, esme) if isinstance(one, Answered)]
    assert found == [(second, bodies.MessageResp("id2")), (first, bodies.MessageResp("id1"))]


def test_window_bounds_messages_and_opens_with_each_answer() -> None:
    esme, smsc = bound(window=2)
    for _ in range(2):
        esme.request(Command.SUBMIT_SM, bodies.Message(), now=0.0)
    assert esme.room == 0
    with pytest.raises(failures.NotBound, match="window_full"):
        esme.request(Command.SUBMIT_SM, bodies.Message(), now=0.0)
    esme.request(Command.QUERY_SM, bodies.Query("1"), now=0.0)
    asked, *_ = carry(esme, smsc)
    assert isinstance(asked, Requested)
    smsc.answer(asked.pdu, body=bodies.MessageResp("1"))
    carry(smsc, esme)
    assert esme.room == 1


@pytest.mark.parametrize(
    ("command", "lawful", "by_smsc"),
    [
        (Command.BIND_TRANSMITTER, {Command.SUBMIT_SM, Command.DATA_SM, Command.QUERY_SM, Command.CANCEL_SM}, set()),
        (Command.BIND_RECEIVER, set(), {Command.DELIVER_SM, Command.DATA_SM}),
        (
            Command.BIND_TRANSCEIVER,
            {Command.SUBMIT_SM, Command.DATA_SM, Command.QUERY_SM, Command.CANCEL_SM},
            {Command.DELIVER_SM, Command.DATA_SM},
        ),
    ],
)
def test_each_bind_allows_its_own_requests(command: Command, lawful: set[Command], by_smsc: set[Command]) -> None:
    requests: dict[Command, bodies.Body] = {
        Command.SUBMIT_SM: bodies.Message(),
        Command.DELIVER_SM: bodies.Message(),
        Command.DATA_SM: bodies.Data(),
        Command.QUERY_SM: bodies.Query("1"),
        Command.CANCEL_SM: bodies.Cancel("1"),
    }
    for asked, body in requests.items():
        for one, allowed in zip(bound(command), (lawful, by_smsc), strict=True):
            if asked in allowed:
                assert one.request(asked, body, now=0.0)
            else:
                with pytest.raises(failures.NotBound):
                    one.request(asked, body, now=0.0)


def test_what_the_state_forbids_is_answered_with_the_reason() -> None:
    _, smsc = bound(Command.BIND_RECEIVER)
    for command, body, status in [
        (Command.SUBMIT_SM, bodies.Message(), Status.WRONG_BIND_STATE),
        (Command.BIND_TRANSCEIVER, BIND, Status.ALREADY_BOUND),
        (Command.DELIVER_SM, bodies.Message(), Status.WRONG_BIND_STATE),
    ]:
        assert smsc.receive(codec.encode(Pdu(command, 0, 7, body)), now=0.0) == []
        (answer,) = pdus(smsc)
        assert (answer.command, answer.status, answer.sequence) == (command | 0x80000000, status, 7)


def test_unknown_command_is_nacked_and_the_session_goes_on() -> None:
    esme, smsc = bound()
    assert smsc.receive(struct.pack(">LLLL", 16, 0x777, 0, 9), now=0.0) == []
    assert pdus(smsc) == [Pdu(Command.GENERIC_NACK, Status.INVALID_COMMAND_ID, 9)]
    esme.request(Command.SUBMIT_SM, bodies.Message(), now=0.0)
    assert len(carry(esme, smsc)) == 1


def test_malformed_request_is_answered_and_malformed_answer_still_counts() -> None:
    esme, smsc = bound()
    assert smsc.receive(struct.pack(">LLLL", 17, Command.SUBMIT_SM, 0, 9) + b"\0", now=0.0) == []
    assert [(one.command, one.status) for one in pdus(smsc)] == [
        (Command.SUBMIT_SM_RESP, Status.INVALID_COMMAND_LENGTH)
    ]
    sequence = esme.request(Command.SUBMIT_SM, bodies.Message(), now=0.0)
    spoilt = b"1\0\0\0\0\xff"
    octets = struct.pack(">LLLL", 16 + len(spoilt), Command.SUBMIT_SM_RESP, 0, sequence) + spoilt
    (answered,) = esme.receive(octets, now=0.0)
    assert isinstance(answered, Answered)
    assert esme.room == 2


def test_nack_answers_the_request_it_names() -> None:
    esme, _ = bound()
    sequence = esme.request(Command.SUBMIT_SM, bodies.Message(), now=0.0)
    octets = codec.encode(Pdu(Command.GENERIC_NACK, Status.INVALID_COMMAND_ID, sequence))
    assert esme.receive(octets * 2, now=0.0) == [
        Answered(sequence, Pdu(Command.GENERIC_NACK, Status.INVALID_COMMAND_ID, sequence))
    ]


def test_answer_of_another_kind_or_to_nothing_is_passed_over() -> None:
    esme, _ = bound()
    sequence = esme.request(Command.SUBMIT_SM, bodies.Message(), now=0.0)
    for pdu in (
        Pdu(Command.DELIVER_SM_RESP, 0, sequence, bodies.MessageResp("")),
        Pdu(Command.SUBMIT_SM_RESP, 0, 999, bodies.MessageResp("1")),
    ):
        assert esme.receive(codec.encode(pdu), now=0.0) == []
    assert esme.room == 1


def test_silence_is_asked_after_and_an_answer_calms() -> None:
    esme, smsc = bound()
    assert esme.tick(now=29.9) == []
    assert esme.take_output() == b""
    esme.tick(now=30.0)
    assert carry(esme, smsc, now=30.0) == []
    assert carry(smsc, esme, now=30.1) == []
    assert esme.tick(now=45.0) == []
    assert esme.state is State.BOUND_TRX


def test_silence_without_answer_ends_the_session_and_leaves_messages_in_doubt() -> None:
    esme, _ = bound()
    esme.tick(now=30.0)
    sequence = esme.request(Command.SUBMIT_SM, bodies.Message(), now=35.0)
    happenings = esme.tick(now=40.0)
    assert Unanswered(sequence) in happenings
    assert happenings[-1] == Ended("no answer to enquire_link")
    assert esme.state is State.CLOSED


def test_message_without_answer_frees_its_place_and_a_late_answer_is_passed_over() -> None:
    esme, smsc = bound()
    sequence = esme.request(Command.SUBMIT_SM, bodies.Message(), now=0.0)
    (asked,) = carry(esme, smsc)
    assert esme.tick(now=10.0) == [Unanswered(sequence)]
    assert esme.room == 2
    assert isinstance(asked, Requested)
    smsc.answer(asked.pdu, body=bodies.MessageResp("1"))
    assert carry(smsc, esme) == []


def test_unbind_by_either_side_ends_both() -> None:
    for asks in (0, 1):
        pair = bound()
        one, other = pair[asks], pair[1 - asks]
        one.request(Command.UNBIND, now=0.0)
        assert one.state is State.UNBINDING
        assert carry(one, other) == [Ended("unbound by the other side")]
        assert carry(other, one)[-1] == Ended("unbound")
        assert (one.state, other.state) == (State.CLOSED, State.CLOSED)


def test_one_who_never_binds_is_shown_out() -> None:
    smsc = Session(role=Role.SMSC, answer_seconds=10, now=100.0)
    assert smsc.tick(now=109.0) == []
    assert smsc.tick(now=111.0) == [Ended("never bound")]


def test_broken_stream_is_nacked_and_ends() -> None:
    esme, smsc = bound()
    good = codec.encode(Pdu(Command.SUBMIT_SM, 0, 1, bodies.Message()))
    happenings = smsc.receive(good + b"GET / HTTP/1.1\r\n\r\n", now=0.0)
    assert [type(one) for one in happenings] == [Requested, Ended]
    assert pdus(smsc)[-1] == Pdu(Command.GENERIC_NACK, Status.INVALID_COMMAND_LENGTH, 0)
    assert smsc.receive(good, now=0.0) == []
    assert esme.end("x") == [Ended("x")]
    assert esme.end("again") == []


def test_every_move_is_drawn() -> None:
    assert set(states.MOVES) == set(State)
    assert set(states.LAWFUL) == {(role, state) for role in Role for state in State}


FRAME = st.builds(
    lambda command, status, sequence, octets: (
        struct.pack(">LLLL", 16 + len(octets), command, status, sequence) + octets
    ),
    st.sampled_from(list(Command)) | st.integers(0, 0xFFFFFFFF),
    st.sampled_from([0, 8, 0xFFFFFFFF]),
    st.integers(0, 4) | st.integers(0, 0xFFFFFFFF),
    st.binary(max_size=60),
)


@given(st.sampled_from([0, 1]), st.lists(FRAME | st.binary(max_size=30), max_size=12), st.floats(0, 100))
@settings(max_examples=300)
def test_noise_never_raises_and_never_leaves_the_states(who: int, stream: list[bytes], later: float) -> None:
    session = bound()[who]
    for octets in stream:
        for happening in session.receive(octets, now=1.0):
            if isinstance(happening, Requested):
                session.answer(happening.pdu)
    session.tick(now=later)
    assert session.state in State
    assert 0 <= session.room <= session.window
