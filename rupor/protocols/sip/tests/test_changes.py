"""Other media in a running call, as we wish it and as the far side does; two wishes that cross."""

import pytest

from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.events import Answered, ChangeAccepted, ChangeRefused, Ended, MediaChanged
from rupor.protocols.sip.stages import Stage
from rupor.protocols.sip.tests.network import HOLD, SDP
from rupor.protocols.sip.tests.strangers import Called, Calling
from rupor.protocols.sip.tests.test_calls import ANSWER, OFFER, Pair

HELD = SDP + "a=recvonly\r\n"


def talking(credentials: Credentials | None = None) -> Calling:
    scene = Calling(credentials=credentials)
    scene.answer(200, body=SDP)
    assert scene.call.drain() == [Answered(SDP.encode())]
    return scene


def test_a_hold_of_ours_is_offered_answered_and_acknowledged() -> None:
    scene = talking()
    scene.call.change(HOLD.encode())
    scene.run(0.1)
    hold = scene.far.requests("INVITE")[1]
    assert (hold.body, hold.cseq.number, hold.uri) == (HOLD.encode(), 2, "sip:far@10.0.0.9:5060")
    scene.answer(100, to=hold)
    scene.answer(200, to=hold, body=HELD)
    scene.answer(200, to=hold, body=HELD)
    assert [ack.cseq.number for ack in scene.far.requests("ACK")] == [1, 2, 2]
    assert scene.call.drain() == [ChangeAccepted(HELD.encode())]
    assert scene.call.local_sdp == HOLD.encode()


@pytest.mark.parametrize("status", [403, 488, 500])
def test_a_refused_change_leaves_the_call_as_it_was(status: int) -> None:
    scene = talking()
    scene.call.change(HOLD.encode())
    scene.run(0.1)
    scene.answer(status, to=scene.far.requests("INVITE")[1])
    assert (scene.call.drain(), scene.call.stage) == ([ChangeRefused(status)], Stage.TALKING)
    assert scene.call.local_sdp == SDP.encode()


@pytest.mark.parametrize("status", [None, 408, 481])
def test_a_change_that_finds_nobody_ends_the_call(status: int | None) -> None:
    scene = talking()
    scene.call.change(HOLD.encode())
    scene.run(0.1)
    if status:
        scene.answer(status, to=scene.far.requests("INVITE")[1])
    else:
        scene.run(33)
    assert scene.call.drain() == [Ended(by="error", q850_cause=102)]


def test_a_challenged_change_is_proven() -> None:
    scene = talking(credentials=Credentials(username="u", password="p"))
    scene.call.change(HOLD.encode())
    scene.run(0.1)
    scene.answer(407, to=scene.far.requests("INVITE")[1], extra='Proxy-Authenticate: Digest realm="o", nonce="n"')
    again = scene.far.requests("INVITE")[2]
    assert again.cseq.number == 3
    scene.answer(200, to=again, body=HELD)
    assert 'username="u"' in scene.far.requests("ACK")[-1].first("proxy-authorization")


def test_when_two_offers_cross_the_caller_waits_longer() -> None:
    scene = talking()
    scene.call.change(HOLD.encode())
    scene.run(0.01)
    scene.inside("INVITE", body=HOLD, extra="Content-Type: application/sdp")
    assert scene.far.last_response().status == 491
    scene.inside("UPDATE", number=2, body=HOLD, extra="Content-Type: application/sdp")
    assert scene.far.last_response().status == 491
    scene.answer(491, to=scene.far.requests("INVITE")[1])
    scene.run(2)
    assert len(scene.far.requests("INVITE")) == 2
    scene.run(2.1)
    again = scene.far.requests("INVITE")[2]
    scene.answer(200, to=again, body=HELD)
    assert scene.call.drain() == [ChangeAccepted(HELD.encode())]


def test_two_of_ours_who_cross_both_come_through() -> None:
    pair = Pair()
    call, taken = pair.talking()
    call.change(OFFER + b"a=sendonly\r\n")
    taken.change(ANSWER + b"a=inactive\r\n")
    pair.run(10)
    assert {type(one) for one in call.drain()} == {ChangeAccepted, MediaChanged}
    assert {type(one) for one in taken.drain()} == {ChangeAccepted, MediaChanged}
    assert pair.methods().count("491") == 2


def test_of_wishes_that_come_too_fast_the_last_one_counts() -> None:
    scene = talking()
    for version in (b"1", b"2", b"3"):
        scene.call.change(HOLD.encode() + b"a=x:" + version + b"\r\n")
    scene.run(0.1)
    scene.answer(200, to=scene.far.requests("INVITE")[1], body=HELD)
    assert [one.body[-3:-2] for one in scene.far.requests("INVITE")[1:]] == [b"1", b"3"]


def test_a_change_waits_for_the_ack_of_theirs() -> None:
    scene = talking()
    scene.inside("INVITE", body=HOLD, extra="Content-Type: application/sdp")
    scene.call.change(HOLD.encode())
    scene.run(0.1)
    assert len(scene.far.requests("INVITE")) == 1
    scene.inside("ACK")
    assert len(scene.far.requests("INVITE")) == 2


def test_hanging_up_during_a_change_still_acknowledges_it() -> None:
    scene = talking()
    scene.call.change(HOLD.encode())
    scene.call.hang_up()
    scene.run(0.1)
    scene.answer(200, to=scene.far.requests("INVITE")[1], body=HELD)
    assert [ack.cseq.number for ack in scene.far.requests("ACK")] == [1, 2]
    assert scene.call.drain() == [Ended(by="near", q850_cause=16)]


def test_a_change_means_nothing_outside_a_talk() -> None:
    scene = Calling()
    scene.call.change(HOLD.encode())
    scene.run(0.1)
    assert len(scene.far.requests("INVITE")) == 1


def test_their_update_brings_an_offer_without_ceremony() -> None:
    scene = talking()
    scene.inside("UPDATE", number=1, body=HOLD, extra="Contact: <sip:moved@10.0.0.9>\nContent-Type: application/sdp")
    answer = scene.far.last_response()
    assert (answer.status, answer.body.endswith(b"a=recvonly\r\n")) == (200, True)
    scene.inside("UPDATE", number=2)
    assert (scene.far.last_response().status, scene.far.last_response().body) == (200, b"")
    assert scene.call.drain() == [MediaChanged(HOLD.encode())]
    scene.call.hang_up()
    scene.run(0.1)
    assert scene.far.requests("BYE")[0].uri == "sip:moved@10.0.0.9"


def test_an_update_that_cannot_be_met_leaves_the_call_as_it_was() -> None:
    def refuse(offered: bytes, ours: bytes) -> bytes:
        raise ValueError("no codec in common")

    scene = talking()
    scene.robot._board.reanswer = refuse
    scene.inside("UPDATE", body=HOLD, extra="Content-Type: application/sdp")
    assert (scene.far.last_response().status, scene.call.drain()) == (488, [])


def test_who_calls_as_the_network_says_is_told() -> None:
    scene = Called()
    scene.say(
        extra='P-Asserted-Identity: "Anna" <sip:+79990000001@op.example>, <tel:+7999>\nPrivacy: id\n'
        "Identity: eyJhbGciOi.eyJhdHRlc3Qi.c2lnbg;info=<https://op.example/cert>;alg=ES256;ppt=shaken\n"
        "Content-Type: application/sdp"
    )
    call = scene.taken[0]
    assert (call.asserted, call.privacy, call.identity[:13]) == ("+79990000001", "id", "eyJhbGciOi.ey")
