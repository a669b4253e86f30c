"""Provisional answers that must arrive (RFC 3262) and offers before the answer (RFC 3311), both ways."""

from rupor.protocols.sip.events import Answered, Confirmed, Ended, MediaChanged, Progress
from rupor.protocols.sip.message import Response
from rupor.protocols.sip.tests.network import HOLD, SDP
from rupor.protocols.sip.tests.strangers import Called, Calling

EARLY = SDP.replace("4000", "4002")
NEEDS = "Require: 100rel\nContent-Type: application/sdp"


def promised(scene: Called, status: int) -> list[Response]:
    return [one for one in scene.far.heard if isinstance(one, Response) and one.status == status]


def prack(scene: Called, *, rseq: str, number: int = 2, body: str = "", invite: int = 1) -> int:
    scene.say(
        method="PRACK",
        number=number,
        branch=f"z9hG4bKprack{number}",
        to_tag=scene.taken[0].local_tag,
        extra=f"RAck: {rseq} {invite} INVITE\nContent-Type: application/sdp",
        body=body,
    )
    return scene.far.last_response().status


def test_a_promised_answer_is_acknowledged_once() -> None:
    scene = Calling()
    for number in (7, 7, 9, 8):
        scene.answer(183, extra=f"Require: 100rel\nRSeq: {number}", body=EARLY)
    first, second = scene.far.requests("PRACK")
    assert (first.first("rack"), second.first("rack")) == ("7 1 INVITE", "8 1 INVITE")
    assert (first.to_tag, first.uri) == ("far", "sip:far@10.0.0.9:5060")
    for one in (first, second):
        scene.answer(200, to=one)
    assert scene.call.drain() == [Progress(183, EARLY.encode())] * 2
    scene.answer(200)
    assert scene.call.drain() == [Answered(EARLY.encode())]
    scene.call.hang_up()
    scene.run(0.1)
    assert [one.cseq.number for one in (first, second, scene.far.requests("BYE")[0])] == [2, 3, 4]
    assert scene.far.requests("ACK")[0].cseq.number == 1


def test_each_branch_of_a_fork_gets_its_own_prack() -> None:
    scene = Calling()
    scene.answer(180, tag="one", extra="Require: 100rel\nRSeq: 1")
    scene.answer(180, tag="two", extra="Require: 100rel\nRSeq: 1")
    assert [one.to_tag for one in scene.far.requests("PRACK")] == ["one", "two"]


def test_an_offer_before_the_answer_is_taken_once_ours_has_its_answer() -> None:
    scene = Calling()
    scene.answer(180)
    scene.inside("UPDATE", number=1, body=HOLD, extra="Content-Type: application/sdp")
    assert scene.far.last_response().status == 491
    scene.answer(183, extra="Require: 100rel\nRSeq: 1", body=EARLY)
    scene.inside("UPDATE", number=2, body=HOLD, extra="Content-Type: application/sdp")
    assert (scene.far.last_response().status, scene.far.last_response().body[-12:]) == (200, b"a=recvonly\r\n")
    assert scene.call.drain()[-1] == MediaChanged(HOLD.encode())


def test_what_a_caller_requires_is_repeated_until_it_is_acknowledged() -> None:
    scene = Called()
    scene.say(extra=NEEDS)
    scene.taken[0].ring()
    scene.run(4)
    rings = promised(scene, 180)
    assert len(rings) == 4  # at once, after 0.5, 1.5 and 3.5 seconds
    assert {ring.first("require") for ring in rings} == {"100rel"}
    rseq = rings[0].first("rseq")
    assert prack(scene, rseq=str(int(rseq) + 1), number=2) == 481
    assert prack(scene, rseq=rseq, invite=5, number=3) == 481
    assert prack(scene, rseq=rseq, number=4) == 200
    scene.run(20)
    assert len(promised(scene, 180)) == 4
    assert prack(scene, rseq=rseq, number=5) == 481


def test_one_promise_at_a_time_and_the_answer_after_the_last() -> None:
    scene = Called()
    scene.say(extra=NEEDS)
    call = scene.taken[0]
    call.ring()
    call.progress(sdp=EARLY.encode())
    call.accept(sdp=EARLY.encode())
    scene.run(0.1)
    assert scene.far.statuses() == [180]
    rseq = int(scene.far.last_response().first("rseq"))
    assert prack(scene, rseq=str(rseq), number=2) == 183
    early = promised(scene, 183)[0]
    assert (int(early.first("rseq")), early.body) == (rseq + 1, EARLY.encode())
    prack(scene, rseq=str(rseq + 1), number=3)
    answer = next(one for one in promised(scene, 200) if one.cseq.method == "INVITE")
    assert answer.body == b""  # the promise has brought it already
    scene.say(method="ACK", to_tag=call.local_tag, branch="z9hG4bKack")
    assert call.drain() == [Confirmed()]


def test_a_prack_may_bring_an_offer_and_an_update_another() -> None:
    scene = Called()
    scene.say(extra=NEEDS)
    call = scene.taken[0]
    call.progress(sdp=EARLY.encode())
    scene.run(0.1)
    update = {"method": "UPDATE", "to_tag": call.local_tag, "extra": "Content-Type: application/sdp", "body": SDP}
    scene.say(**update, number=2, branch="z9hG4bKu2")
    assert (scene.far.last_response().status, bool(scene.far.last_response().first("retry-after"))) == (500, True)
    assert prack(scene, rseq=promised(scene, 183)[0].first("rseq"), number=3, body=HOLD) == 200
    assert scene.far.last_response().body.endswith(b"a=recvonly\r\n")
    scene.say(**update, number=4, branch="z9hG4bKu4")
    assert scene.far.last_response().body.endswith(b"a=sendrecv\r\n")
    assert call.drain() == [MediaChanged(HOLD.encode()), MediaChanged(SDP.encode())]


def test_an_offer_of_ours_in_a_promise_has_its_answer_in_the_prack() -> None:
    scene = Called()
    scene.say(extra="Require: 100rel", body="")
    call = scene.taken[0]
    call.progress(sdp=EARLY.encode())
    scene.run(0.1)
    assert prack(scene, rseq=promised(scene, 183)[0].first("rseq"), body=SDP) == 200
    assert scene.far.last_response().body == b""
    assert call.drain() == [MediaChanged(SDP.encode())]


def test_a_caller_who_never_acknowledges_is_refused() -> None:
    scene = Called()
    scene.say(extra=NEEDS)
    scene.taken[0].ring()
    scene.run(40)
    assert scene.far.statuses()[-1] == 504
    assert scene.taken[0].drain() == [Ended(by="near")]


def test_a_prack_without_a_promise_belongs_to_nothing() -> None:
    scene = Called()
    scene.say()
    scene.taken[0].ring()
    scene.run(0.01)
    assert "rseq" not in scene.far.last_response().headers
    assert prack(scene, rseq="1") == 481
