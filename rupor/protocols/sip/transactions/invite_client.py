"""INVITE, the asking side (RFC 3261 §17.1.1 with the Accepted state of RFC 6026)."""

from typing import ClassVar

from rupor.protocols.sip.message import Message, Request
from rupor.protocols.sip.transactions import machine
from rupor.protocols.sip.transactions.machine import Intention, Machine, Moves, Send, State, Stimulus


class InviteClient(Machine):
    __slots__ = ()

    MOVES: ClassVar[Moves]
    request: Request

    def start(self, request: Request) -> list[Intention]:
        self.request = request
        return self.feed(Stimulus.START, request)


def acknowledgement(invite: Request, *, failure: Message) -> Request:
    """The ACK of a refusal belongs to the transaction: same branch, same hop (RFC 3261 §17.1.1.3)."""
    headers = {
        "via": invite.headers["via"][:1],
        "max-forwards": ["70"],
        "from": invite.headers["from"],
        "to": failure.headers["to"],
        "call-id": invite.headers["call-id"],
        "cseq": [f"{invite.cseq.number} ACK"],
    }
    if "route" in invite.headers:
        headers["route"] = invite.headers["route"]
    return Request(method="ACK", uri=invite.uri, headers=headers)


def _acknowledge(client: InviteClient, message: Message | None, intentions: list[Intention]) -> None:
    assert message is not None
    client.packet = acknowledgement(client.request, failure=message).to_bytes()
    intentions.append(Send(client.packet))


_start = (machine.send, machine.first_repeat(Stimulus.TIMER_A), machine.patience(Stimulus.TIMER_B))
_repeat = (machine.resend, machine.next_repeat(Stimulus.TIMER_A, capped=False))
_accept = (machine.deliver, machine.patience(Stimulus.TIMER_M))
_refuse = (_acknowledge, machine.deliver, machine.linger(Stimulus.TIMER_D, long=True))

InviteClient.MOVES = {
    (State.NEW, Stimulus.START): (State.CALLING, _start),
    (State.CALLING, Stimulus.TIMER_A): (State.CALLING, _repeat),
    (State.CALLING, Stimulus.TIMER_B): (State.TERMINATED, (machine.time_out,)),
    (State.CALLING, Stimulus.UNSENT): (State.TERMINATED, (machine.fail,)),
    (State.CALLING, Stimulus.PROVISIONAL): (State.PROCEEDING, (machine.deliver,)),
    (State.CALLING, Stimulus.SUCCESS): (State.ACCEPTED, _accept),
    (State.CALLING, Stimulus.FAILURE): (State.COMPLETED, _refuse),
    (State.PROCEEDING, Stimulus.PROVISIONAL): (State.PROCEEDING, (machine.deliver,)),
    (State.PROCEEDING, Stimulus.SUCCESS): (State.ACCEPTED, _accept),
    (State.PROCEEDING, Stimulus.FAILURE): (State.COMPLETED, _refuse),
    (State.PROCEEDING, Stimulus.GIVE_UP): (State.TERMINATED, (machine.time_out,)),
    (State.ACCEPTED, Stimulus.SUCCESS): (State.ACCEPTED, (machine.deliver,)),
    (State.ACCEPTED, Stimulus.TIMER_M): (State.TERMINATED, (machine.finish,)),
    (State.COMPLETED, Stimulus.FAILURE): (State.COMPLETED, (machine.resend,)),
    (State.COMPLETED, Stimulus.TIMER_D): (State.TERMINATED, (machine.finish,)),
}
