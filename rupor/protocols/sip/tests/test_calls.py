"""Calls between two endpoints of ours, on a network that loses nothing: every way a call can go."""

from collections.abc import Callable

from rupor.protocols.sip import message
from rupor.protocols.sip.events import Answered, Cancelled, Confirmed, Digit, Ended, Progress, Rejected
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.message import Request
from rupor.protocols.sip.outgoing import OutgoingCall
from rupor.protocols.sip.stages import Stage
from rupor.protocols.sip.tests.network import Network

OFFER, ANSWER, EARLY = b"v=0\r\no=offer\r\n", b"v=0\r\no=answer\r\n", b"v=0\r\no=early\r\n"


class Pair:
    """The robot at 10.0.0.1, a subscriber at 10.0.0.2."""

    def __init__(self, *, on_incoming: Callable[[IncomingCall], None] | None = None, network: Network | None = None):
        self.network = network or Network()
        self.taken: list[IncomingCall] = []

        def take(call: IncomingCall) -> None:
            self.taken.append(call)
            if on_incoming is not None:
                on_incoming(call)

        self.robot = self.network.endpoint("10.0.0.1")
        self.subscriber = self.network.endpoint("10.0.0.2", on_incoming=take)

    def call(self, **more: object) -> OutgoingCall:
        call = self.robot.call(
            target=("10.0.0.2", 5060),
            to_uri="sip:79161234567@10.0.0.2",
            from_uri='"Рупор" <sip:74951112233@10.0.0.1>',
            sdp=OFFER,
            **more,  # type: ignore[arg-type]
        )
        self.run(0.1)
        return call

    def talking(self) -> tuple[OutgoingCall, IncomingCall]:
        call = self.call()
        self.taken[-1].accept(sdp=ANSWER)
        self.run(0.1)
        assert call.drain()[-1] == Answered(ANSWER)
        assert self.taken[-1].drain() == [Confirmed()]
        return call, self.taken[-1]

    def run(self, seconds: float) -> None:
        self.network.clock.run(seconds)

    def methods(self) -> list[str]:
        """The start of every packet so far."""
        return [packet.split(b" ")[1].decode() if packet[:3] == b"SIP" else packet.split(b" ")[0].decode()
                for packet in self.network.packets]  # fmt: skip

    def settled(self) -> bool:
        """After all timers nothing is remembered."""
        self.run(70)
        boards = [self.robot._board, self.subscriber._board]
        return not any(board.calls or board.offered or len(board.transactions) for board in boards)


def test_a_call_is_offered_answered_and_ended() -> None:
    pair = Pair()
    call = pair.call(headers={"P-Asserted-Identity": "<sip:74951112233@10.0.0.1>"})
    offered = pair.taken[0]
    assert (offered.to_user, offered.from_user, offered.sdp) == ("79161234567", "74951112233", OFFER)
    assert offered.invite.first("p-asserted-identity") == "<sip:74951112233@10.0.0.1>"
    offered.ring()
    offered.progress(sdp=EARLY)
    pair.run(0.1)
    offered.accept(sdp=ANSWER)
    pair.run(0.1)
    call.hang_up()
    pair.run(0.1)
    assert call.drain() == [Progress(180), Progress(183, EARLY), Answered(ANSWER), Ended(by="near", q850_cause=16)]
    assert offered.drain() == [Confirmed(), Ended(by="far", q850_cause=16)]
    assert pair.methods() == ["INVITE", "180", "183", "200", "ACK", "BYE", "200"]
    assert pair.settled()


def test_the_far_side_may_hang_up() -> None:
    pair = Pair()
    call, taken = pair.talking()
    taken.hang_up(q850_cause=31)
    pair.run(0.1)
    assert call.drain() == [Ended(by="far", q850_cause=31)]
    assert taken.drain() == [Ended(by="near", q850_cause=31)]
    assert pair.settled()


def test_both_may_hang_up_at_once() -> None:
    pair = Pair()
    call, taken = pair.talking()
    call.hang_up()
    taken.hang_up()
    pair.run(0.1)
    assert call.drain() == [Ended(by="near", q850_cause=16)]
    assert taken.drain() == [Ended(by="near", q850_cause=16)]
    assert pair.methods().count("481") == 0
    assert pair.settled()


def test_hanging_up_twice_is_hanging_up_once() -> None:
    pair = Pair()
    call, _ = pair.talking()
    call.hang_up()
    call.hang_up()
    call.cancel()
    pair.run(0.1)
    assert pair.methods().count("BYE") == 1


def test_a_refusal_carries_status_reason_and_cause() -> None:
    pair = Pair()
    call = pair.call()
    pair.taken[0].reject(status=486, reason="Занято", q850_cause=17)
    pair.run(0.1)
    assert call.drain() == [Rejected(486, "Занято", 17)]
    assert pair.taken[0].drain() == [Ended(by="near", q850_cause=17)]
    assert pair.methods() == ["INVITE", "486", "ACK"]
    assert pair.settled()


def test_a_slow_subscriber_is_covered_by_trying() -> None:
    pair = Pair()
    call = pair.call()
    pair.run(1)
    assert pair.methods() == ["INVITE", "100"]
    assert call.drain() == []


def test_a_ringing_call_may_be_cancelled() -> None:
    pair = Pair(on_incoming=IncomingCall.ring)
    call = pair.call()
    call.hang_up(q850_cause=16)
    pair.run(0.1)
    assert call.drain() == [Progress(180), Rejected(487, "Request Terminated")]
    assert pair.taken[0].drain() == [Cancelled(16)]
    assert pair.methods() == ["INVITE", "180", "CANCEL", "200", "487", "ACK"]
    pair.taken[0].accept(sdp=ANSWER)
    pair.taken[0].reject(status=486)
    pair.taken[0].ring()
    assert pair.settled()
    assert pair.methods()[6:] == []


def test_a_cancel_waits_for_the_first_provisional_answer() -> None:
    pair = Pair()
    call = pair.call()
    call.cancel()
    pair.run(0.05)
    assert pair.methods() == ["INVITE"]
    pair.run(0.2)
    assert pair.methods() == ["INVITE", "100", "CANCEL", "200", "487", "ACK"]
    assert call.drain() == [Rejected(487, "Request Terminated")]


def test_an_answer_quicker_than_the_cancel_is_ended_at_once() -> None:
    pair = Pair(on_incoming=IncomingCall.ring)
    call = pair.call()
    pair.taken[0].accept(sdp=ANSWER)
    call.cancel()
    pair.run(0.1)
    assert call.drain() == [Progress(180), Ended(by="near", q850_cause=16)]
    assert pair.taken[0].drain() == [Confirmed(), Ended(by="far", q850_cause=16)]
    assert pair.settled()


def test_hanging_up_before_the_ack_waits_for_it() -> None:
    pair = Pair(on_incoming=lambda call: (call.accept(sdp=ANSWER), call.hang_up(q850_cause=31))[0])
    call = pair.call()
    assert call.drain() == [Answered(ANSWER), Ended(by="far", q850_cause=31)]
    assert pair.taken[0].drain() == [Ended(by="near", q850_cause=31)]
    assert pair.methods() == ["INVITE", "200", "ACK", "BYE", "200"]


def test_digits_travel_by_info_both_ways() -> None:
    pair = Pair()
    call, taken = pair.talking()
    taken.send_info_digit("5")
    call.send_info_digit("#")
    pair.run(0.1)
    assert call.drain() == [Digit("5")]
    assert taken.drain() == [Digit("#")]


def test_digits_are_not_sent_outside_a_talk() -> None:
    pair = Pair()
    call = pair.call()
    call.send_info_digit("5")
    pair.taken[0].send_info_digit("5")
    pair.run(0.1)
    assert "INFO" not in pair.methods()


def test_nobody_there_is_told_as_our_own_conclusion() -> None:
    pair = Pair()
    pair.network.places.pop(("10.0.0.2", 5060))
    call = pair.call()
    pair.run(33)
    assert call.drain() == [Rejected(408, "Nobody answers at that address", local=True)]
    assert pair.methods() == ["INVITE"] * 7
    assert pair.settled()


def test_cancelling_a_call_that_nobody_heard_ends_as_cancelled() -> None:
    pair = Pair()
    pair.network.places.pop(("10.0.0.2", 5060))
    call = pair.call()
    call.cancel()
    pair.run(33)
    assert [(event.status, event.local) for event in call.drain() if isinstance(event, Rejected)] == [(487, True)]
    assert "CANCEL" not in pair.methods()


def test_a_packet_that_cannot_leave_is_told_at_once() -> None:
    pair = Pair()
    pair.robot._board.wire.broken = True  # type: ignore[attr-defined]
    call = pair.call()
    assert call.drain() == [Rejected(503, "The packet could not be sent", local=True)]
    assert pair.settled()


def test_a_caller_lost_before_its_ack_is_given_up() -> None:
    pair = Pair()
    pair.call()
    pair.network.places.pop(("10.0.0.1", 5060))
    pair.taken[0].accept(sdp=ANSWER)
    pair.run(33)
    assert pair.taken[0].drain() == [Ended(by="error", q850_cause=102)]
    # 0.5, 1, 2, then every 4 seconds until 32 have passed.
    assert pair.methods().count("200") == 11
    assert pair.settled()


def test_a_far_side_lost_in_the_talk_is_noticed_by_the_next_request() -> None:
    pair = Pair()
    call, _ = pair.talking()
    pair.network.places.pop(("10.0.0.2", 5060))
    call.send_info_digit("1")
    pair.run(33)
    assert call.drain() == [Ended(by="error", q850_cause=102)]
    assert pair.robot._board.calls  # its BYE is still on its way
    pair.run(33)
    assert not pair.robot._board.calls


def test_a_bye_that_nobody_answers_still_ends() -> None:
    pair = Pair()
    call, _ = pair.talking()
    pair.network.places.pop(("10.0.0.2", 5060))
    call.hang_up()
    assert call.drain() == [Ended(by="near", q850_cause=16)]
    pair.run(33)
    assert (call.stage, pair.robot.calls) == (Stage.OVER, [])


def test_an_endpoint_that_takes_no_calls_says_so() -> None:
    network = Network()
    robot = network.endpoint("10.0.0.1")
    network.endpoint("10.0.0.2")
    call = robot.call(target=("10.0.0.2", 5060), to_uri="sip:1@10.0.0.2", from_uri="sip:2@10.0.0.1", sdp=OFFER)
    network.clock.run(0.1)
    assert call.drain() == [Rejected(480, "Temporarily Unavailable")]


def test_two_calls_do_not_know_each_other() -> None:
    pair = Pair()
    one, first = pair.talking()
    two, second = pair.talking()
    one.hang_up()
    pair.run(0.1)
    assert first.drain() == [Ended(by="far", q850_cause=16)]
    assert (two.drain(), second.drain(), two.stage) == ([], [], Stage.TALKING)


def test_our_requests_carry_what_they_owe() -> None:
    pair = Pair()
    pair.call()
    sent = message.parse(pair.network.packets[0])
    assert isinstance(sent, Request)
    assert sent.uri == "sip:79161234567@10.0.0.2"
    assert sent.first("to") == "<sip:79161234567@10.0.0.2>"
    assert sent.first("from").startswith('"Рупор" <sip:74951112233@10.0.0.1>;tag=')
    assert sent.first("contact") == "<sip:10.0.0.1:5060>"
    assert sent.first("max-forwards") == "70"
    assert sent.first("content-type") == "application/sdp"
    assert sent.first("user-agent") == "Rupor"
    assert sent.via.wants_rport
    assert "INVITE" in sent.first("allow")
