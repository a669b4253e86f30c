"""We call a peer that says exactly what the test wants: forks, routes, challenges, changes of media, lost answers."""

import pytest

from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.errors import SipSyntaxError
from rupor.protocols.sip.events import Answered, Digit, Ended, MediaChanged, Progress, Rejected
from rupor.protocols.sip.message import Response
from rupor.protocols.sip.tests.network import HOLD, SDP, Network
from rupor.protocols.sip.tests.strangers import Calling


def test_every_repeat_of_the_answer_is_acknowledged() -> None:
    scene = Calling()
    for _ in range(3):
        scene.answer(200, body=SDP)
    acks = scene.far.requests("ACK")
    assert len(acks) == 3
    assert len({ack.via.branch for ack in acks}) == 1
    assert acks[0].uri == "sip:far@10.0.0.9:5060"
    assert acks[0].first("cseq") == "1 ACK"
    assert acks[0].via.branch != scene.invite.via.branch
    assert scene.call.drain() == [Answered(SDP.encode())]


def test_of_several_answers_of_a_fork_the_first_is_talked_to() -> None:
    scene = Calling()
    scene.answer(180, tag="one")
    scene.answer(183, tag="two", body=SDP)
    scene.answer(200, tag="two")
    scene.answer(200, tag="one", body=SDP)
    scene.answer(200, tag="one", body=SDP)
    assert scene.call.drain() == [Progress(180), Progress(183, SDP.encode()), Answered(SDP.encode())]
    assert [ack.to_tag for ack in scene.far.requests("ACK")] == ["two", "one", "one"]
    assert [bye.to_tag for bye in scene.far.requests("BYE")] == ["one"]
    scene.call.hang_up()
    scene.run(0.1)
    assert [bye.to_tag for bye in scene.far.requests("BYE")][-1] == "two"


def test_routes_are_kept_in_order_and_the_first_is_the_next_hop() -> None:
    scene = Calling()
    inner = scene.network.stranger("10.0.0.7")
    routes = "Record-Route: <sip:10.0.0.8;lr>, <sip:10.0.0.7:5060;lr;ftag=x>"
    scene.answer(200, extra=routes, body=SDP)
    scene.call.hang_up()
    scene.run(0.1)
    ack, bye = inner.requests("ACK")[0], inner.requests("BYE")[0]
    for request in (ack, bye):
        assert request.uri == "sip:far@10.0.0.9:5060"
        assert request.values("route") == ["<sip:10.0.0.7:5060;lr;ftag=x>", "<sip:10.0.0.8;lr>"]


def test_a_strict_router_finds_itself_in_the_request_line() -> None:
    scene = Calling()
    scene.answer(200, extra="Record-Route: <sip:10.0.0.8;lr>, <sip:10.0.0.9>", body=SDP)
    ack = scene.far.requests("ACK")[0]
    assert ack.uri == "sip:10.0.0.9"
    assert ack.values("route") == ["<sip:10.0.0.8;lr>", "<sip:far@10.0.0.9:5060>"]


@pytest.mark.parametrize("spoilt", ["Record-Route: <nonsense", "Record-Route: mailto:x@y", "X: y"])
def test_an_answer_with_spoilt_routes_is_still_acknowledged(spoilt: str) -> None:
    scene = Calling()
    scene.answer(200, extra=spoilt, body=SDP)
    assert scene.call.drain() == [Answered(SDP.encode())]
    assert len(scene.far.requests("ACK")) == 1


CHALLENGE = 'Digest realm="op", nonce="{}", qop="auth"'


@pytest.mark.parametrize(
    ("status", "asks", "answers"),
    [(401, "WWW-Authenticate", "authorization"), (407, "Proxy-Authenticate", "proxy-authorization")],
)
def test_a_challenge_is_met_with_a_new_request_of_the_same_call(status: int, asks: str, answers: str) -> None:
    scene = Calling(credentials=Credentials(username="u", password="p"))
    scene.answer(status, extra=f"{asks}: {CHALLENGE.format('n1')}")
    again = scene.far.requests("INVITE")[1]
    assert (again.call_id, again.from_tag, again.cseq.number) == (scene.call.call_id, scene.invite.from_tag, 2)
    assert again.via.branch != scene.invite.via.branch
    assert again.to_tag == ""
    assert 'username="u"' in again.first(answers)
    assert again.body == scene.invite.body
    scene.answer(200, to=again, body=SDP)
    ack = scene.far.requests("ACK")[-1]
    assert ack.first("cseq") == "2 ACK"
    assert ack.first(answers)
    scene.call.hang_up()
    scene.run(0.1)
    bye = scene.far.requests("BYE")[0]
    assert bye.cseq.number == 3
    scene.answer(status, to=bye, extra=f"{asks}: {CHALLENGE.format('n2')}")
    assert [one.cseq.number for one in scene.far.requests("BYE")] == [3, 4]
    assert 'nonce="n2"' in scene.far.requests("BYE")[1].first(answers)


def test_a_wrong_password_is_a_refusal() -> None:
    scene = Calling(credentials=Credentials(username="u", password="wrong"))
    scene.answer(401, extra=f"WWW-Authenticate: {CHALLENGE.format('n1')}")
    scene.answer(401, to=scene.far.requests("INVITE")[1], extra=f"WWW-Authenticate: {CHALLENGE.format('n2')}")
    assert scene.call.drain() == [Rejected(401, "Because")]
    assert len(scene.far.requests("INVITE")) == 2


def test_a_stale_nonce_is_tried_again_but_not_for_ever() -> None:
    scene = Calling(credentials=Credentials(username="u", password="p"))
    for _ in range(5):
        asked = scene.far.requests("INVITE")[-1]
        scene.answer(407, to=asked, extra=f"Proxy-Authenticate: {CHALLENGE.format('n')}, stale=true")
    assert len(scene.far.requests("INVITE")) == 3
    assert scene.call.drain() == [Rejected(407, "Because")]


def test_a_challenge_without_credentials_is_a_refusal() -> None:
    scene = Calling()
    scene.answer(407, extra=f"Proxy-Authenticate: {CHALLENGE.format('n')}")
    assert scene.call.drain() == [Rejected(407, "Because")]


def test_a_refusal_tells_the_networks_cause() -> None:
    scene = Calling()
    scene.answer(480, extra='Reason: SIP;cause=480, Q.850;cause=20;text="Subscriber absent"')
    assert scene.call.drain() == [Rejected(480, "Because", 20)]
    assert scene.far.requests("ACK")[0].via.branch == scene.invite.via.branch


def test_a_cancel_follows_the_invite_word_by_word() -> None:
    scene = Calling()
    scene.answer(180)
    scene.call.cancel(q850_cause=31)
    scene.run(0.01)
    cancel = scene.far.requests("CANCEL")[0]
    assert (cancel.uri, cancel.via, cancel.from_tag, cancel.to_tag, cancel.call_id) == (
        scene.invite.uri, scene.invite.via, scene.invite.from_tag, "", scene.invite.call_id,
    )  # fmt: skip
    assert cancel.first("cseq") == "1 CANCEL"
    assert cancel.first("reason") == "Q.850;cause=31"


def test_a_far_side_that_takes_the_cancel_but_never_ends_is_not_waited_for() -> None:
    scene = Calling()
    scene.answer(180)
    scene.call.cancel()
    scene.run(0.01)
    scene.answer(200, to=scene.far.requests("CANCEL")[0])
    scene.run(33)
    assert scene.call.drain()[-1] == Rejected(487, "Cancelled without an answer", local=True)
    assert scene.robot.calls == []


def test_a_challenge_after_giving_up_is_not_met() -> None:
    scene = Calling(credentials=Credentials(username="u", password="p"))
    scene.call.cancel()
    scene.answer(407, extra=f"Proxy-Authenticate: {CHALLENGE.format('n')}")
    assert len(scene.far.requests("INVITE")) == 1
    assert [(one.status, one.local) for one in scene.call.drain() if isinstance(one, Rejected)] == [(487, True)]


def test_hold_and_resume_are_answered_in_kind() -> None:
    scene = Calling()
    scene.answer(200, body=SDP)
    scene.call.drain()
    scene.inside(
        "INVITE", number=1, body=HOLD, extra="Contact: <sip:moved@10.0.0.9:5060>\nContent-Type: application/sdp"
    )
    held = scene.far.last_response()
    assert (held.status, held.body.endswith(b"a=recvonly\r\n")) == (200, True)
    scene.inside("INVITE", number=2, body=SDP)
    assert scene.far.last_response().status == 491
    scene.inside("ACK", number=1)
    scene.inside("INVITE", number=3, body=SDP, extra="Content-Type: application/sdp")
    assert scene.far.last_response().body.endswith(b"a=sendrecv\r\n")
    scene.inside("ACK", number=3)
    assert scene.call.drain() == [MediaChanged(HOLD.encode()), MediaChanged(SDP.encode())]
    scene.call.hang_up()
    scene.run(0.1)
    assert scene.far.requests("BYE")[0].uri == "sip:moved@10.0.0.9:5060"


def test_the_answer_to_a_change_is_repeated_until_acknowledged_and_then_the_far_side_counts_as_lost() -> None:
    scene = Calling()
    scene.answer(200, body=SDP)
    scene.inside("INVITE", body=HOLD)
    scene.run(33)
    assert len([one for one in scene.far.heard if isinstance(one, Response) and one.status == 200]) == 11
    assert scene.call.drain()[-1] == Ended(by="error", q850_cause=102)


def test_a_change_without_an_offer_gets_ours_and_its_answer_comes_with_the_ack() -> None:
    scene = Calling()
    scene.answer(200, body=SDP)
    scene.call.drain()
    scene.inside("INVITE", number=1)
    assert scene.far.last_response().body == SDP.encode()
    scene.inside("ACK", number=1, body=HOLD, extra="Content-Type: application/sdp")
    assert scene.call.drain() == [MediaChanged(HOLD.encode())]


def test_a_change_that_cannot_be_met_leaves_the_call_as_it_was() -> None:
    def refuse(offered: bytes, ours: bytes) -> bytes:
        raise ValueError("no codec in common")

    scene = Calling()
    scene.robot._board.reanswer = refuse
    scene.answer(200, body=SDP)
    scene.call.drain()
    scene.inside("INVITE", body=HOLD)
    assert scene.far.last_response().status == 488
    assert scene.call.drain() == []


@pytest.mark.parametrize(
    ("kind", "body", "digit"),
    [
        ("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n", "5"),
        ("application/dtmf-relay", "Signal= * \r\nDuration= 90", "*"),
        ("Application/DTMF-Relay; x=1", "signal=11\r\n", "#"),
        ("application/dtmf", "9", "9"),
        ("application/dtmf", " d\r\n", "D"),
        ("application/dtmf", "Signal=0", "0"),
    ],
)
def test_digits_in_info_are_understood(kind: str, body: str, digit: str) -> None:
    scene = Calling()
    scene.answer(200, body=SDP)
    scene.call.drain()
    scene.inside("INFO", body=body, extra=f"Content-Type: {kind}")
    assert scene.far.last_response().status == 200
    assert scene.call.drain() == [Digit(digit)]


@pytest.mark.parametrize(
    ("kind", "body", "status"),
    [("application/dtmf", "", 200), ("application/dtmf", "long", 200), ("application/media_control+xml", "<x/>", 415)],
)
def test_other_info_changes_nothing(kind: str, body: str, status: int) -> None:
    scene = Calling()
    scene.answer(200, body=SDP)
    scene.call.drain()
    scene.inside("INFO", body=body, extra=f"Content-Type: {kind}")
    assert scene.far.last_response().status == status
    assert scene.call.drain() == []


def test_requests_inside_are_judged_by_tag_and_number() -> None:
    scene = Calling()
    scene.answer(200, body=SDP)
    scene.call.drain()
    scene.inside("OPTIONS", number=7)
    assert scene.far.last_response().status == 200
    scene.inside("INFO", number=6, body="1", extra="Content-Type: application/dtmf")
    assert scene.far.last_response().status == 500
    scene.inside("BYE", number=8, from_tag="other")
    assert scene.far.last_response().status == 481
    scene.inside("REFER", number=9, extra="Refer-To: <sip:other@10.0.0.9>")
    assert scene.far.last_response().status == 405
    assert "REFER" not in scene.far.last_response().first("allow")
    assert scene.call.drain() == []
    scene.inside("BYE", number=7, extra="Reason: Q.850;cause=19")
    assert scene.call.drain() == [Ended(by="far", q850_cause=19)]
    scene.inside("BYE", number=11)
    assert scene.far.last_response().status == 481


def test_a_bye_before_the_answer_belongs_to_no_call() -> None:
    scene = Calling()
    scene.answer(180)
    scene.inside("BYE")
    assert scene.far.last_response().status == 481
    scene.answer(200, body=SDP)
    assert scene.call.drain()[-1] == Answered(SDP.encode())


def test_an_address_that_cannot_be_called_is_an_error_of_the_caller() -> None:
    robot = Network().endpoint("10.0.0.2")
    with pytest.raises(SipSyntaxError):
        robot.call(target=("10.0.0.9", 5060), to_uri="sip:a b@c", from_uri="sip:1@x", sdp=b"")
    assert robot.calls == []
