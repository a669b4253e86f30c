"""The torture messages of RFC 4475, each as one datagram to an endpoint that takes calls: what it makes of it."""

from pathlib import Path

import pytest

from rupor.protocols.sip import message, uri
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.message import Response
from rupor.protocols.sip.tests.network import Network

FOLDER = Path(__file__).parent / "torture"
TAKEN = 0  # offered as a call
UNHEARD = -1  # a response to nothing we asked: read, and passed over
DROPPED = -2  # a response that cannot be read

# Lawful ones are served or refused for what they ask; a robot is no registrar (405) and tolerates what harms nobody.
MADE_OF_IT = {
    "wsinv": 481, "intmeth": 405, "esc01": TAKEN, "escnull": 405, "esc02": 405, "lwsdisp": 200, "longreq": TAKEN,
    "dblreq": 405, "semiuri": 200, "transports": 200, "mpart01": 405, "unreason": UNHEARD, "noreason": UNHEARD,
    "badinv01": 400, "clerr": 400, "ncl": 400, "scalar02": 400, "scalarlg": DROPPED, "quotbal": 400, "ltgtruri": 400,
    "lwsruri": 400, "lwsstart": 400, "trws": 400, "escruri": 400, "baddate": TAKEN, "regbadct": 405, "badaspec": 200,
    "baddn": 200, "badvers": 505, "mismatch01": 400, "mismatch02": 400, "bigcode": DROPPED,
    "badbranch": 200, "insuf": 400, "unkscm": 416, "novelsc": 416, "unksm2": 405, "bext01": 420, "invut": 415,
    "regaut01": 405, "multi01": 400, "mcl01": 400, "bcast": UNHEARD, "zeromf": 200, "cparam01": 405, "cparam02": 405,
    "regescrt": 405, "sdp01": 406, "inv2543": TAKEN,
}  # fmt: skip


class Tortured:
    """An endpoint at 10.0.0.2 that hears one datagram, and what came of it."""

    def __init__(self, datagram: bytes) -> None:
        self.network = Network()
        self.taken: list[IncomingCall] = []
        self.endpoint = self.network.endpoint("10.0.0.2", on_incoming=self.taken.append)
        # Vias name many ports; whoever answers, answers to the host the packet came from.
        self.heard: list[bytes] = []
        for port in (5050, 5060, 5070, 5080):
            self.network.places[("10.0.0.9", port)] = lambda packet, source: self.heard.append(packet)
        self.network.send(datagram, source=("10.0.0.9", 5070), target=("10.0.0.2", 5060))
        self.network.clock.run(0.1)

    def made_of_it(self) -> int:
        if self.taken:
            assert self.heard == []
            return TAKEN
        if not self.heard:
            return DROPPED if self.endpoint.malformed else UNHEARD
        assert len(self.heard) == 1
        return int(self.heard[0].split(b" ")[1])


def datagram(name: str) -> bytes:
    return (FOLDER / f"{name}.dat").read_bytes()


def test_all_of_them_are_here() -> None:
    assert {path.stem for path in FOLDER.glob("*.dat")} == set(MADE_OF_IT)
    assert len(MADE_OF_IT) == 49


@pytest.mark.parametrize(("name", "expected"), MADE_OF_IT.items())
def test_each_gets_what_it_deserves(name: str, expected: int) -> None:
    assert Tortured(datagram(name)).made_of_it() == expected


def test_strange_but_lawful_fields_are_understood() -> None:
    read = message.parse(datagram("wsinv"))
    assert (read.from_tag, read.to_tag, read.cseq.number, read.call_id) == (
        "98asjd8", "1918181833n", 9, "wsinv.ndaksdj@192.0.2.1",
    )  # fmt: skip
    assert (read.via.transport, read.via.host, read.via.branch) == ("UDP", "192.0.2.2", "390skdjuw")
    assert len(read.values("via")) == 3
    assert uri.party(read.values("contact")[0]).parameters == {"newparam": "newvalue", "secondparam": "", "q": "0.33"}
    assert len(read.body) == 150

    read = message.parse(datagram("intmeth"))
    assert read.from_tag == "_token~1'+`*%!-."
    assert read.first("extensionheader-!.%*+_`'~") == "\ufeff大停電"

    escaped = uri.parse(uri.party(message.parse(datagram("esc01")).first("contact")).uri)
    assert (escaped.user, escaped.parameters) == ("caller", {"lr": "", "name": "value%41"})
    assert Tortured(datagram("esc01")).taken[0].to_user == "sips:user@example.com"

    assert len(message.parse(datagram("longreq")).headers["via"]) == 34
    assert uri.parse("sip:user;par=u%40example.net@example.com").user == "user;par=u@example.net"


def test_only_the_first_of_two_messages_in_a_datagram_counts() -> None:
    read = message.parse(datagram("dblreq"))
    assert (read.cseq.method, read.body) == ("REGISTER", b"")


def test_reason_phrases_may_be_anything_or_nothing() -> None:
    strange, empty = message.parse(datagram("unreason")), message.parse(datagram("noreason"))
    assert isinstance(strange, Response)
    assert isinstance(empty, Response)
    assert strange.reason == "= 2**3 * 5**2 но сто девяносто девять - простое"
    assert (empty.status, empty.reason) == (100, "")


def test_a_refusal_returns_what_could_be_recognised() -> None:
    answer = Tortured(datagram("scalar02")).heard[0]
    assert b"CSeq: 36893488147419103232 REGISTER\r\n" in answer
    assert b"Via: SIP/2.0/TCP host129.example.com;branch=z9hG4bK342sdfoi3\r\n" in answer
    assert answer.endswith(b"Content-Length: 0\r\n\r\n")
    assert b"From" not in Tortured(datagram("insuf")).heard[0]


def test_a_call_of_the_old_kind_can_be_taken_and_left() -> None:
    scene = Tortured(datagram("inv2543"))
    scene.taken[0].accept(sdp=b"v=0\r\n")
    scene.network.clock.run(0.01)
    assert scene.heard[0].startswith(b"SIP/2.0 200 OK\r\n")
