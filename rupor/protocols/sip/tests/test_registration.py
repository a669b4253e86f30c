"""Registering: challenged, refreshed before it ends, asked for longer, refused, taken back, told word by word."""

import pytest

from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.message import Request
from rupor.protocols.sip.registration import Binding, Registration, State
from rupor.protocols.sip.tests.network import Network, Stranger

US, THEM = "10.0.0.1", "10.0.0.2"


class Desk:
    """A robot, a registrar that says what the test tells it, and time."""

    def __init__(self, *, credentials: Credentials | None = None) -> None:
        self.network = Network()
        self.registrar: Stranger = self.network.stranger(THEM)
        self.robot = self.network.endpoint(US)
        binding = Binding(
            target=(THEM, 5060),
            registrar=f"sip:{THEM}",
            record=f"sip:rupor@{THEM}",
            user="rupor",
            credentials=credentials,
            expires_seconds=600,
        )
        self.changes: list[State] = []
        self.registration: Registration = self.robot.register(
            binding, on_change=lambda: self.changes.append(self.registration.state)
        )
        self.registration.start()
        self.network.clock.run(0.05)

    def last(self) -> Request:
        return self.registrar.requests("REGISTER")[-1]

    def asked(self) -> int:
        """Requests, however often each was repeated."""
        return len({request.cseq.number for request in self.registrar.requests("REGISTER")})

    def say(self, status: int, extra: str = "") -> None:
        self.registrar.answer(self.last(), status, to=US, extra=extra)
        self.network.clock.run(0.05)


def test_a_binding_is_refreshed_before_the_registrar_forgets_it() -> None:
    desk = Desk()
    first = desk.last()
    assert (first.uri, first.first("expires")) == (f"sip:{THEM}", "600")
    assert first.first("contact") == f"<sip:rupor@{US}:5060>"
    desk.say(200, extra="Expires: 100")
    assert desk.registration.is_registered
    desk.network.clock.run(80)
    assert desk.asked() == 1
    desk.network.clock.run(10)
    again = desk.last()
    assert again.call_id == first.call_id
    assert again.cseq.number == first.cseq.number + 1
    assert desk.registration.is_registered, "a refresh under way takes nothing back"


@pytest.mark.parametrize("algorithm", ["MD5", "SHA-256"])
@pytest.mark.parametrize(
    ("status", "field", "answer"),
    [(401, "WWW-Authenticate", "authorization"), (407, "Proxy-Authenticate", "proxy-authorization")],
)
def test_a_challenge_is_met(status: int, field: str, answer: str, algorithm: str) -> None:
    desk = Desk(credentials=Credentials("rupor", "secret"))
    desk.say(status, extra=f'{field}: Digest realm="x", nonce="n1", qop="auth", algorithm={algorithm}')
    assert algorithm in desk.last().first(answer)
    desk.say(200)
    assert desk.changes == [State.REGISTERED]


def test_a_wrong_password_is_told_and_not_hurried() -> None:
    desk = Desk(credentials=Credentials("rupor", "wrong"))
    desk.say(401, extra='WWW-Authenticate: Digest realm="x", nonce="n1"')
    desk.say(401, extra='WWW-Authenticate: Digest realm="x", nonce="n2"')
    assert desk.registration.state is State.REFUSED
    assert desk.registration.answer == "401 Because"
    desk.network.clock.run(100)
    assert desk.asked() == 2
    desk.network.clock.run(30)
    assert desk.asked() == 3


def test_a_registrar_that_wants_longer_is_asked_for_longer() -> None:
    desk = Desk()
    desk.say(423, extra="Min-Expires: 1800")
    assert desk.last().first("expires") == "1800"
    desk.say(200, extra="Expires: 1800")
    assert desk.registration.is_registered
    desk.say(200)


def test_our_own_contact_says_how_long() -> None:
    desk = Desk()
    desk.say(200, extra=f"Contact: <sip:other@10.9.9.9>;expires=9, <sip:rupor@{US}:5060>;expires=60\nExpires: 3600")
    desk.network.clock.run(52)
    assert desk.asked() == 2


def test_a_silent_registrar_is_asked_again() -> None:
    desk = Desk()
    desk.network.clock.run(33)
    assert (desk.registration.state, desk.registration.answer) == (State.REFUSED, "no answer")
    asked = desk.asked()
    desk.network.clock.run(31)
    assert desk.asked() > asked


def test_leaving_takes_the_binding_back() -> None:
    desk = Desk()
    desk.say(200)
    left: list[bool] = []
    desk.registration.leave(on_left=lambda: left.append(True))
    desk.network.clock.run(0.05)
    assert desk.last().first("expires") == "0"
    desk.say(200)
    assert left == [True]
    desk.network.clock.run(5000)
    assert desk.last().first("expires") == "0", "nothing is asked any more"


def test_leaving_where_nobody_knows_us_asks_nothing() -> None:
    desk = Desk()
    desk.say(403)
    left: list[bool] = []
    desk.registration.leave(on_left=lambda: left.append(True))
    assert left == [True]
