"""A peer that says exactly what the test wants calls us: repeats, forks, routes, NAT, rubbish, and what we refuse."""

import pytest

from rupor.protocols.sip.events import Cancelled, Confirmed, Ended
from rupor.protocols.sip.tests.network import HOLD, SDP, invite
from rupor.protocols.sip.tests.strangers import Called


def test_a_repeated_invite_is_one_call() -> None:
    scene = Called()
    for _ in range(3):
        scene.say()
    assert len(scene.taken) == 1
    scene.taken[0].ring()
    scene.say()
    assert scene.far.statuses() == [180, 180]


def test_an_invite_that_came_two_ways_is_refused_the_second_time() -> None:
    scene = Called()
    scene.say()
    scene.say(branch="z9hG4bKtwo")
    assert len(scene.taken) == 1
    assert scene.far.statuses() == [482]


REFUSED = [
    ("needs what we cannot", {"extra": "Require: 100rel, norefersub, timer, x"}, 420, "unsupported", "norefersub, x"),
    ("no such method", {"method": "PUBLISH"}, 405, "allow", "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, PRACK, UPDATE"),
    ("no such call", {"method": "BYE", "to_tag": "nobody"}, 481, "to", "<sip:79161234567@10.0.0.2>;tag=nobody"),
    ("a BYE of no call", {"method": "BYE"}, 481, "cseq", "1 BYE"),
    ("a CANCEL of nothing", {"method": "CANCEL"}, 481, "cseq", "1 CANCEL"),
    ("a re-INVITE of no call", {"to_tag": "nobody"}, 481, "cseq", "1 INVITE"),
    ("a body we cannot read", {"extra": "Content-Type: text/plain"}, 415, "accept", "application/sdp"),
    ("nobody to call", {"to": "a%20b> <"}, 400, "cseq", "1 INVITE"),
    ("cannot read our answer", {"extra": "Accept: text/plain\nContent-Type: application/sdp"}, 406, "cseq", "1 INVITE"),
]


@pytest.mark.parametrize(
    ("parts", "status", "field", "value"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_we_do_not_do_is_said(parts: dict[str, object], status: int, field: str, value: str) -> None:
    scene = Called()
    scene.say(**parts)
    assert scene.taken == []
    assert scene.far.last_response().status == status
    assert scene.far.last_response().first(field) == value


def test_an_invite_without_a_contact_is_spoilt() -> None:
    scene = Called()
    text = invite(host="10.0.0.9").replace("Contact: <sip:100@10.0.0.9:5060>", "X: y")
    scene.far.say(text, to="10.0.0.2")
    assert scene.far.statuses() == [400]


def test_an_address_of_another_kind_is_told_apart() -> None:
    scene = Called()
    scene.far.say(invite(host="10.0.0.9").replace("sip:79161234567@10.0.0.2 SIP", "mailto:x@y SIP"), to="10.0.0.2")
    assert scene.far.statuses() == [416]


def test_options_tells_what_we_can() -> None:
    scene = Called()
    scene.say(method="OPTIONS")
    answer = scene.far.last_response()
    assert (answer.status, bool(answer.to_tag)) == (200, True)
    assert "BYE" in answer.first("allow")
    assert "application/sdp" in answer.first("accept")


def test_the_offer_may_be_ours_and_the_answer_come_with_the_ack() -> None:
    scene = Called()
    scene.say(body="")
    assert scene.taken[0].sdp is None
    scene.taken[0].accept(sdp=SDP.encode())
    scene.network.clock.run(0.01)
    tag = scene.far.last_response().to_tag
    scene.say(method="ACK", to_tag=tag, branch="z9hG4bKack", body=HOLD, extra="Content-Type: application/sdp")
    assert scene.taken[0].drain() == [Confirmed(HOLD.encode())]


def test_answers_return_to_the_port_the_request_came_from() -> None:
    scene = Called()
    behind_nat: list[bytes] = []
    scene.network.places[("10.0.0.9", 33333)] = lambda packet, source: behind_nat.append(packet)
    text = invite(host="192.168.1.5", method="OPTIONS")
    scene.far.say(text, to="10.0.0.2", port=33333)
    assert b";rport=33333;received=10.0.0.9\r\n" in behind_nat[0]
    scene.far.say(text.replace(";rport", "").replace("one", "two"), to="10.0.0.2", port=33333)
    assert len(behind_nat) == 1
    assert scene.far.last_response().first("via").endswith("branch=z9hG4bKtwo;received=10.0.0.9")


def test_routes_recorded_on_the_way_are_echoed_and_followed() -> None:
    scene = Called()
    proxy = scene.network.stranger("10.0.0.7")
    routes = "<sip:10.0.0.7;lr>, <sip:10.0.0.8;lr>"
    scene.say(extra=f"Record-Route: {routes}\nContent-Type: application/sdp")
    scene.taken[0].accept(sdp=SDP.encode())
    scene.network.clock.run(0.01)
    answer = scene.far.last_response()
    assert answer.first("record-route") == routes
    scene.say(method="ACK", to_tag=answer.to_tag, branch="z9hG4bKack")
    scene.taken[0].hang_up()
    scene.network.clock.run(0.01)
    assert proxy.requests("BYE")[0].values("route") == ["<sip:10.0.0.7;lr>", "<sip:10.0.0.8;lr>"]


def test_a_cancel_ends_only_an_unanswered_call() -> None:
    scene = Called()
    scene.say()
    scene.say(method="CANCEL", extra="Reason: Q.850;cause=16")
    assert scene.far.statuses() == [200, 487]
    assert scene.taken[0].drain() == [Cancelled(16)]
    scene.say(call="c2", branch="z9hG4bKb2")
    scene.taken[1].accept(sdp=SDP.encode())
    scene.say(call="c2", branch="z9hG4bKb2", method="CANCEL")
    assert scene.far.statuses()[2:] == [200, 200]
    assert scene.taken[1].drain() == []


def test_a_bye_before_our_answer_ends_the_invite_too() -> None:
    scene = Called()
    scene.say()
    scene.taken[0].ring()
    scene.network.clock.run(0.01)
    scene.say(method="BYE", number=2, branch="z9hG4bKbye", to_tag=scene.taken[0].local_tag)
    assert scene.far.statuses() == [180, 200, 487]
    assert scene.taken[0].drain() == [Ended(by="far")]


def test_rubbish_and_keep_alives_disturb_nobody() -> None:
    scene = Called()
    for packet in (b"\r\n\r\n", b"\0\0\0\0", b"", b"hello there", b"SIP/2.0 200 OK\r\n\r\n"):
        scene.network.send(packet, source=("10.0.0.9", 5060), target=("10.0.0.2", 5060))
    scene.network.clock.run(0.1)
    assert (scene.far.heard, scene.endpoint.malformed) == ([], 2)
    scene.say()
    assert len(scene.taken) == 1


def test_a_caller_of_the_old_kind_is_served() -> None:
    scene = Called()
    scene.say(branch="1")
    scene.say(branch="1")
    scene.say(branch="1", number=2, call="other")
    assert len(scene.taken) == 2
    scene.taken[0].reject(status=486)
    scene.network.clock.run(0.01)
    tag = scene.far.last_response().to_tag
    scene.say(branch="1", method="ACK", to_tag=tag)
    scene.network.clock.run(10)
    assert scene.far.statuses().count(486) == 1


def test_a_via_that_ends_untidily_is_still_a_way_back() -> None:
    scene = Called()
    text = invite(host="10.0.0.9").replace(";rport", ";rport ;")
    scene.far.say(text, to="10.0.0.2")
    scene.network.clock.run(1)
    assert scene.far.statuses() == [100]
    assert scene.far.last_response().first("via").endswith(";rport=5060;received=10.0.0.9")
