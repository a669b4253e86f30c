"""Every move of every transaction machine: (state, what happens) → (next state, what it wants)."""

import pytest

from rupor.protocols.sip import answers, message
from rupor.protocols.sip.message import Message, Request
from rupor.protocols.sip.transactions.client import Client
from rupor.protocols.sip.transactions.invite_client import InviteClient
from rupor.protocols.sip.transactions.invite_server import InviteServer
from rupor.protocols.sip.transactions.machine import (
    Deliver,
    Intention,
    Machine,
    Send,
    StartTimer,
    State,
    Stimulus,
    Terminated,
    Timing,
)
from rupor.protocols.sip.transactions.server import Server


def request(method: str) -> Request:
    text = (
        f"{method} sip:b@x SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nFrom: <sip:a@x>;tag=1\r\nTo: <sip:b@x>\r\n"
        f"Route: <sip:p;lr>\r\nCall-ID: 1\r\nCSeq: 7 {method}\r\n\r\n"
    )
    found = message.parse(text.encode())
    assert isinstance(found, Request)
    return found


def spoken(intentions: list[Intention]) -> list[str]:
    """Intentions in short: what is sent by its first words, timers with their seconds."""
    words = []
    for intention in intentions:
        match intention:
            case Send(packet):
                words.append("send " + packet.split(b" sip:")[0].split(b"SIP/2.0 ")[-1][:6].strip().decode())
            case StartTimer(timer, seconds):
                words.append(f"{timer[-1].upper()}={seconds:g}" if timer != "timer_trying" else f"trying={seconds:g}")
            case Deliver():
                words.append("deliver")
            case Terminated(why):
                words.append(why.value)
    return words


def walk(machine: Machine, steps: list[tuple[str, State, list[str]]], *, method: str) -> None:
    asked = request(method)
    for step, state, wanted in steps:
        if step == "start":
            found = machine.start(asked)  # type: ignore[attr-defined]
        elif step.isdigit():
            status = int(step)
            stimulus = Stimulus.PROVISIONAL if status < 200 else Stimulus.SUCCESS if status < 300 else Stimulus.FAILURE
            found = machine.feed(stimulus, answers.to(asked, status=status, local_tag="b"))
        else:
            carried: Message | None = request("ACK") if step == "ack" else asked if step == "request" else None
            found = machine.feed(Stimulus(step), carried)
        assert (step, machine.state, spoken(found)) == (step, state, wanted)


CALLING, TRYING, PROCEEDING, ACCEPTED = State.CALLING, State.TRYING, State.PROCEEDING, State.ACCEPTED
COMPLETED, CONFIRMED, GONE, NEW = State.COMPLETED, State.CONFIRMED, State.TERMINATED, State.NEW
Steps = list[tuple[str, State, list[str]]]

ASKED_INVITE: Steps = [("start", CALLING, ["send INVITE", "A=0.5", "B=32"])]
INVITE_CLIENT: dict[str, Steps] = {
    "repeats, each pause twice the last, until all patience ends": [
        *ASKED_INVITE,
        ("timer_a", CALLING, ["send INVITE", "A=1"]),
        ("timer_a", CALLING, ["send INVITE", "A=2"]),
        ("timer_a", CALLING, ["send INVITE", "A=4"]),
        ("timer_a", CALLING, ["send INVITE", "A=8"]),
        ("timer_b", GONE, ["timeout"]),
        ("200", GONE, []),
    ],
    "a packet that cannot be sent ends it": [*ASKED_INVITE, ("unsent", GONE, ["unsent"])],
    "a provisional answer ends repeating and waiting": [
        *ASKED_INVITE,
        ("100", PROCEEDING, ["deliver"]),
        ("timer_a", PROCEEDING, []),
        ("timer_b", PROCEEDING, []),
        ("180", PROCEEDING, ["deliver"]),
        ("200", ACCEPTED, ["deliver", "M=32"]),
        ("200", ACCEPTED, ["deliver"]),
        ("180", ACCEPTED, []),
        ("486", ACCEPTED, []),
        ("timer_m", GONE, ["finished"]),
    ],
    "answered at once": [*ASKED_INVITE, ("200", ACCEPTED, ["deliver", "M=32"])],
    "refused at once; each repeat of the refusal is acknowledged": [
        *ASKED_INVITE,
        ("486", COMPLETED, ["send ACK", "deliver", "D=32"]),
        ("486", COMPLETED, ["send ACK"]),
        ("180", COMPLETED, []),
        ("200", COMPLETED, []),
        ("timer_b", COMPLETED, []),
        ("timer_d", GONE, ["finished"]),
    ],
    "refused after ringing": [
        *ASKED_INVITE,
        ("180", PROCEEDING, ["deliver"]),
        ("603", COMPLETED, ["send ACK", "deliver", "D=32"]),
    ],
    "given up while ringing": [
        *ASKED_INVITE,
        ("180", PROCEEDING, ["deliver"]),
        ("give_up", GONE, ["timeout"]),
    ],
    "not given up before anybody was heard": [*ASKED_INVITE, ("give_up", CALLING, [])],
}

ASKED: Steps = [("start", TRYING, ["send BYE", "E=0.5", "F=32"])]
CLIENT: dict[str, Steps] = {
    "repeats up to every four seconds": [
        *ASKED,
        ("timer_e", TRYING, ["send BYE", "E=1"]),
        ("timer_e", TRYING, ["send BYE", "E=2"]),
        ("timer_e", TRYING, ["send BYE", "E=4"]),
        ("timer_e", TRYING, ["send BYE", "E=4"]),
        ("timer_f", GONE, ["timeout"]),
    ],
    "unsent": [*ASKED, ("unsent", GONE, ["unsent"])],
    "after a provisional answer repeats are slow": [
        *ASKED,
        ("100", PROCEEDING, ["deliver"]),
        ("timer_e", PROCEEDING, ["send BYE", "E=4"]),
        ("100", PROCEEDING, ["deliver"]),
        ("timer_f", GONE, ["timeout"]),
    ],
    "unsent later": [*ASKED, ("100", PROCEEDING, ["deliver"]), ("unsent", GONE, ["unsent"])],
    "done at once; a second answer is absorbed": [
        *ASKED,
        ("200", COMPLETED, ["deliver", "K=5"]),
        ("200", COMPLETED, []),
        ("timer_e", COMPLETED, []),
        ("timer_f", COMPLETED, []),
        ("timer_k", GONE, ["finished"]),
    ],
    "refused": [*ASKED, ("481", COMPLETED, ["deliver", "K=5"])],
    "done later": [*ASKED, ("100", PROCEEDING, ["deliver"]), ("200", COMPLETED, ["deliver", "K=5"])],
    "refused later": [*ASKED, ("100", PROCEEDING, ["deliver"]), ("500", COMPLETED, ["deliver", "K=5"])],
}

CAME: Steps = [("start", NEW, ["deliver", "trying=0.2"])]
INVITE_SERVER: dict[str, Steps] = {
    "quieted by 100 when nobody answers soon; repeats get the last answer": [
        *CAME,
        ("request", NEW, []),
        ("timer_trying", PROCEEDING, ["send 100 Tr"]),
        ("request", PROCEEDING, ["send 100 Tr"]),
        ("180", PROCEEDING, ["send 180 Ri"]),
        ("request", PROCEEDING, ["send 180 Ri"]),
        ("200", ACCEPTED, ["send 200 OK", "L=32"]),
    ],
    "ringing at once needs no 100": [*CAME, ("180", PROCEEDING, ["send 180 Ri"]), ("timer_trying", PROCEEDING, [])],
    "accepted: repeats absorbed, the 2xx repeated by the one above": [
        *CAME,
        ("200", ACCEPTED, ["send 200 OK", "L=32"]),
        ("request", ACCEPTED, []),
        ("200", ACCEPTED, ["send 200 OK"]),
        ("ack", ACCEPTED, ["deliver"]),
        ("486", ACCEPTED, []),
        ("unsent", ACCEPTED, []),
        ("timer_l", GONE, ["finished"]),
    ],
    "refused: repeated until acknowledged": [
        *CAME,
        ("486", COMPLETED, ["send 486 Bu", "G=0.5", "H=32"]),
        ("timer_g", COMPLETED, ["send 486 Bu", "G=1"]),
        ("timer_g", COMPLETED, ["send 486 Bu", "G=2"]),
        ("timer_g", COMPLETED, ["send 486 Bu", "G=4"]),
        ("timer_g", COMPLETED, ["send 486 Bu", "G=4"]),
        ("request", COMPLETED, ["send 486 Bu"]),
        ("200", COMPLETED, []),
        ("ack", CONFIRMED, ["I=5"]),
        ("timer_g", CONFIRMED, []),
        ("timer_h", CONFIRMED, []),
        ("ack", CONFIRMED, []),
        ("request", CONFIRMED, []),
        ("timer_i", GONE, ["finished"]),
    ],
    "refused and never acknowledged": [
        *CAME,
        ("486", COMPLETED, ["send 486 Bu", "G=0.5", "H=32"]),
        ("timer_h", GONE, ["timeout"]),
    ],
    "refused after ringing": [
        *CAME,
        ("180", PROCEEDING, ["send 180 Ri"]),
        ("487", COMPLETED, ["send 487 Re", "G=0.5", "H=32"]),
    ],
    "unsent": [*CAME, ("180", PROCEEDING, ["send 180 Ri"]), ("unsent", GONE, ["unsent"])],
}

SERVER: dict[str, Steps] = {
    "a repeat before the answer is absorbed, after it answered again": [
        ("start", TRYING, ["deliver"]),
        ("request", TRYING, []),
        ("200", COMPLETED, ["send 200 OK", "J=32"]),
        ("request", COMPLETED, ["send 200 OK"]),
        ("500", COMPLETED, []),
        ("timer_j", GONE, ["finished"]),
    ],
    "with a provisional answer": [
        ("start", TRYING, ["deliver"]),
        ("100", PROCEEDING, ["send 100 Tr"]),
        ("request", PROCEEDING, ["send 100 Tr"]),
        ("100", PROCEEDING, ["send 100 Tr"]),
        ("481", COMPLETED, ["send 481 Ca", "J=32"]),
    ],
    "provisional, then done": [
        ("start", TRYING, ["deliver"]),
        ("100", PROCEEDING, ["send 100 Tr"]),
        ("200", COMPLETED, ["send 200 OK", "J=32"]),
    ],
    "refused": [("start", TRYING, ["deliver"]), ("405", COMPLETED, ["send 405 Me", "J=32"])],
    "unsent": [("start", TRYING, ["deliver"]), ("100", PROCEEDING, ["send 100 Tr"]), ("unsent", GONE, ["unsent"])],
}

WALKS = [
    pytest.param(kind, steps, method, id=f"{kind.__name__}: {name}")
    for kind, table, method in (
        (InviteClient, INVITE_CLIENT, "INVITE"),
        (Client, CLIENT, "BYE"),
        (InviteServer, INVITE_SERVER, "INVITE"),
        (Server, SERVER, "BYE"),
    )
    for name, steps in table.items()
]


@pytest.mark.parametrize(("kind", "steps", "method"), WALKS)
def test_machine_walks_as_drawn(kind: type[Machine], steps: Steps, method: str) -> None:
    walk(kind(timing=Timing(), reliable=False), steps, method=method)


@pytest.mark.parametrize("kind", [InviteClient, Client, InviteServer, Server])
def test_every_move_of_the_drawing_is_walked(kind: type[Machine]) -> None:
    walked = set()

    class Watched(kind):  # type: ignore[misc, valid-type]
        def feed(self, stimulus: Stimulus, message: Message | None = None) -> list[Intention]:
            walked.add((self.state, stimulus))
            return super().feed(stimulus, message)

    for param in WALKS:
        of_kind, steps, method = param.values
        if of_kind is kind:
            walk(Watched(timing=Timing(), reliable=False), steps, method=method)
    assert set(kind.MOVES) - walked == set()


def test_over_a_reliable_wire_nothing_is_repeated_and_nothing_lingers() -> None:
    client = InviteClient(timing=Timing(), reliable=True)
    walk(client, [("start", CALLING, ["send INVITE", "B=32"]), ("486", COMPLETED, ["send ACK", "deliver", "D=0"])],
         method="INVITE")  # fmt: skip
    server = InviteServer(timing=Timing(), reliable=True)
    walk(server, [*CAME, ("486", COMPLETED, ["send 486 Bu", "H=32"]), ("ack", CONFIRMED, ["I=0"])], method="INVITE")
    walk(Client(timing=Timing(), reliable=True), [("start", TRYING, ["send BYE", "F=32"]),
         ("200", COMPLETED, ["deliver", "K=0"])], method="BYE")  # fmt: skip


def test_acknowledgement_of_a_refusal_goes_the_way_of_the_invite() -> None:
    asked = request("INVITE")
    client = InviteClient(timing=Timing(), reliable=False)
    client.start(asked)
    sent = client.feed(Stimulus.FAILURE, answers.to(asked, status=486, local_tag="b"))[0]
    assert isinstance(sent, Send)
    ack = message.parse(sent.packet)
    assert isinstance(ack, Request)
    assert (ack.uri, ack.via.branch, ack.to_tag, ack.first("cseq")) == ("sip:b@x", "z9hG4bK1", "b", "7 ACK")
    assert ack.values("route") == ["<sip:p;lr>"]
