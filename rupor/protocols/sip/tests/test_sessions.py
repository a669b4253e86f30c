"""Session timers (RFC 4028): both sides may refresh, too brief a time is refused, and whoever fell silent is let go."""

import pytest

from rupor.protocols.sip import session_timer
from rupor.protocols.sip.events import Answered, Confirmed, Ended
from rupor.protocols.sip.message import Headers, Request
from rupor.protocols.sip.session_timer import Terms
from rupor.protocols.sip.stages import Stage
from rupor.protocols.sip.tests.network import SDP
from rupor.protocols.sip.tests.strangers import Called, Calling
from rupor.protocols.sip.tests.test_calls import Pair

WE_REFRESH = "Session-Expires: 1800;refresher=uac\nRequire: timer"
THEY_REFRESH = "Session-Expires: 1800;refresher=uas"
KNOWS_UPDATE = "Allow: INVITE, ACK, BYE, CANCEL, UPDATE"
LOST = Ended(by="error", q850_cause=102)


def talking(*answer: str) -> Calling:
    scene = Calling()
    scene.answer(200, extra="\n".join(answer) or "X: y", body=SDP)
    assert scene.call.drain() == [Answered(SDP.encode())]
    return scene


def last_of(scene: Calling) -> int:
    """The number of our last request before the BYE."""
    return max(
        one.cseq.number for one in scene.far.heard if isinstance(one, Request) and one.method not in ("ACK", "BYE")
    )


def test_every_call_asks_for_a_timed_session() -> None:
    first = Calling().invite
    assert first.first("session-expires") == "1800"
    assert first.first("min-se") == "90"
    assert {"timer", "100rel"} <= set(first.values("supported"))


def test_we_refresh_by_update_where_the_far_side_knows_it() -> None:
    scene = talking(WE_REFRESH, KNOWS_UPDATE)
    scene.run(899)
    assert scene.far.requests("UPDATE") == []
    scene.run(1.1)
    update = scene.far.requests("UPDATE")[0]
    assert (update.first("session-expires"), update.body) == ("1800;refresher=uac", b"")
    scene.answer(200, to=update, extra="Session-Expires: 600;refresher=uac")
    scene.run(300.2)
    assert len(scene.far.requests("UPDATE")) == 2
    assert scene.call.drain() == []


def test_we_refresh_by_reinvite_where_it_does_not() -> None:
    scene = talking(WE_REFRESH)
    scene.run(901)
    again = scene.far.requests("INVITE")[1]
    assert (again.body, again.cseq.number, again.to_tag) == (SDP.encode(), 2, "far")
    scene.answer(200, to=again, extra=WE_REFRESH, body=SDP)
    scene.answer(200, to=again, extra=WE_REFRESH, body=SDP)
    assert [ack.first("cseq") for ack in scene.far.requests("ACK")] == ["1 ACK", "2 ACK", "2 ACK"]
    scene.run(800)
    assert (scene.call.drain(), scene.call.stage) == ([], Stage.TALKING)


def test_a_far_side_that_said_update_but_refuses_it_gets_a_reinvite() -> None:
    scene = talking(WE_REFRESH, KNOWS_UPDATE)
    scene.run(901)
    scene.answer(405, to=scene.far.requests("UPDATE")[0])
    assert len(scene.far.requests("INVITE")) == 2


@pytest.mark.parametrize("status", [None, 408, 481])
def test_a_refresh_that_finds_nobody_ends_the_call(status: int | None) -> None:
    scene = talking(WE_REFRESH, KNOWS_UPDATE)
    scene.run(901)
    if status:
        scene.answer(status, to=scene.far.requests("UPDATE")[0])
    else:
        scene.run(33)
    assert scene.call.drain() == [LOST]
    assert {bye.cseq.number for bye in scene.far.requests("BYE")} == {last_of(scene) + 1}


def test_a_refresh_refused_otherwise_is_survived_until_the_session_expires() -> None:
    scene = talking(WE_REFRESH, KNOWS_UPDATE)
    scene.run(901)
    scene.answer(500, to=scene.far.requests("UPDATE")[0])
    scene.run(800)
    assert scene.call.drain() == []
    scene.run(100)
    assert scene.call.drain() == [LOST]


def test_a_refresh_may_be_told_to_come_less_often() -> None:
    scene = talking("Session-Expires: 100;refresher=uac", KNOWS_UPDATE)
    scene.run(50.1)
    scene.answer(422, to=scene.far.requests("UPDATE")[0], extra="Min-SE: 300")
    again = scene.far.requests("UPDATE")[1]
    assert (again.first("session-expires"), again.first("min-se")) == ("300;refresher=uac", "300")


def test_who_should_refresh_and_does_not_is_let_go_before_the_session_expires() -> None:
    scene = talking(THEY_REFRESH)
    scene.run(1767)
    assert scene.call.drain() == []
    scene.run(2)
    assert scene.call.drain() == [LOST]
    assert {bye.cseq.number for bye in scene.far.requests("BYE")} == {last_of(scene) + 1}


def test_their_update_keeps_the_session_alive() -> None:
    scene = talking(THEY_REFRESH)
    for number in range(1, 5):
        scene.run(900)
        scene.inside("UPDATE", number=number, extra="Session-Expires: 1800;refresher=uac\nSupported: timer")
        answer = scene.far.last_response()
        assert (answer.status, answer.first("session-expires")) == (200, "1800;refresher=uac")
        assert answer.first("require") == "timer"
    assert scene.call.drain() == []


def test_a_far_side_without_timers_talks_as_long_as_it_likes() -> None:
    scene = talking()
    scene.run(100_000)
    assert (scene.call.drain(), scene.far.requests("BYE")) == ([], [])


def test_too_short_a_session_of_ours_is_asked_for_again() -> None:
    scene = Calling()
    scene.answer(422, extra="Min-SE: 3600")
    again = scene.far.requests("INVITE")[1]
    assert (again.first("session-expires"), again.first("min-se"), again.cseq.number) == ("3600", "3600", 2)
    scene.answer(200, to=again, body=SDP)
    assert scene.call.drain() == [Answered(SDP.encode())]


def test_too_short_a_session_of_theirs_is_refused() -> None:
    scene = Called()
    scene.say(extra="Session-Expires: 30\nSupported: timer\nContent-Type: application/sdp")
    answer = scene.far.last_response()
    assert (answer.status, answer.first("min-se"), scene.taken) == (422, "90", [])


def test_a_caller_who_stops_refreshing_is_let_go() -> None:
    scene = Called()
    scene.say(extra="Session-Expires: 120\nSupported: timer\nContent-Type: application/sdp")
    scene.taken[0].accept(sdp=SDP.encode())
    scene.run(0.01)
    answer = scene.far.last_response()
    assert (answer.first("session-expires"), answer.first("require")) == ("120;refresher=uac", "timer")
    scene.say(method="ACK", to_tag=answer.to_tag, branch="z9hG4bKack")
    scene.run(87)
    assert scene.taken[0].drain() == [Confirmed()]
    scene.run(2)
    assert scene.taken[0].drain() == [LOST]


ANSWERS = [
    ("they choose us", "Session-Expires: 200;refresher=uas", "timer", "200;refresher=uas", Terms(200, ours=True)),
    ("they choose them", "Session-Expires: 200;refresher=uac", "timer", "200;refresher=uac", Terms(200, ours=False)),
    ("a proxy asks for one who cannot", "Session-Expires: 200", "", "200;refresher=uas", Terms(200, ours=True)),
    ("too long for us", "Session-Expires: 9000", "timer", "1800;refresher=uac", Terms(1800, ours=False)),
    ("no time", "X: y", "timer", "", None),
    ("rubbish", "Session-Expires: soon", "timer", "", None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("field", "supported", "told", "terms"), [row[1:] for row in ANSWERS], ids=[row[0] for row in ANSWERS]
)
def test_who_refreshes_and_how_often(field: str, supported: str, told: str, terms: Terms | None) -> None:
    name, _, value = field.partition(": ")
    given: Headers = {name.lower(): [value], "supported": [supported]}
    required: Headers = {one: ["x"] for one in ("from", "to", "call-id")}
    request = Request(method="INVITE", uri="sip:a@b", headers={**given, **required, "cseq": ["1 INVITE"]})
    fields, agreed = session_timer.answering(request, wanted_seconds=1800, least_seconds=90)
    assert (fields.get("session-expires", [""])[0], agreed) == (told, terms)


def test_two_of_ours_talk_for_hours_and_notice_when_one_is_gone() -> None:
    pair = Pair()
    call, taken = pair.talking()
    pair.run(36_000)
    assert (call.drain(), taken.drain()) == ([], [])
    assert pair.methods().count("UPDATE") == 39
    pair.network.places.pop(("10.0.0.2", 5060))
    pair.run(1800)
    assert taken.drain() == [LOST]
    assert call.drain() == [LOST]
