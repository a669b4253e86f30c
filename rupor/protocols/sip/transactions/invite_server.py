"""INVITE, the asked side (RFC 3261 §17.2.1 with the Accepted state of RFC 6026).

NEW lasts until anything has been answered; if nobody above answers within 200 ms, a 100 quiets the caller's repeats.
"""

from typing import ClassVar

from rupor.protocols.sip import answers
from rupor.protocols.sip.message import Message, Request
from rupor.protocols.sip.transactions import machine
from rupor.protocols.sip.transactions.machine import Intention, Machine, Moves, StartTimer, State, Stimulus


class InviteServer(Machine):
    __slots__ = ()

    MOVES: ClassVar[Moves]
    request: Request

    def start(self, request: Request) -> list[Intention]:
        self.request = request
        return self.feed(Stimulus.START, request)


def _await_answer(server: InviteServer, message: Message | None, intentions: list[Intention]) -> None:
    intentions.append(StartTimer(Stimulus.TIMER_TRYING, server.timing.trying_seconds))


def _send_trying(server: InviteServer, message: Message | None, intentions: list[Intention]) -> None:
    machine.send(server, answers.to(server.request, status=100), intentions)


_refuse = (machine.send, machine.first_repeat(Stimulus.TIMER_G), machine.patience(Stimulus.TIMER_H))
_accept = (machine.send, machine.patience(Stimulus.TIMER_L))

InviteServer.MOVES = {
    (State.NEW, Stimulus.START): (State.NEW, (machine.deliver, _await_answer)),
    (State.NEW, Stimulus.TIMER_TRYING): (State.PROCEEDING, (_send_trying,)),
    (State.NEW, Stimulus.PROVISIONAL): (State.PROCEEDING, (machine.send,)),
    (State.NEW, Stimulus.SUCCESS): (State.ACCEPTED, _accept),
    (State.NEW, Stimulus.FAILURE): (State.COMPLETED, _refuse),
    (State.PROCEEDING, Stimulus.REQUEST): (State.PROCEEDING, (machine.resend,)),
    (State.PROCEEDING, Stimulus.PROVISIONAL): (State.PROCEEDING, (machine.send,)),
    (State.PROCEEDING, Stimulus.SUCCESS): (State.ACCEPTED, _accept),
    (State.PROCEEDING, Stimulus.FAILURE): (State.COMPLETED, _refuse),
    (State.PROCEEDING, Stimulus.UNSENT): (State.TERMINATED, (machine.fail,)),
    (State.ACCEPTED, Stimulus.SUCCESS): (State.ACCEPTED, (machine.resend,)),
    (State.ACCEPTED, Stimulus.ACK): (State.ACCEPTED, (machine.deliver,)),
    (State.ACCEPTED, Stimulus.TIMER_L): (State.TERMINATED, (machine.finish,)),
    (State.COMPLETED, Stimulus.REQUEST): (State.COMPLETED, (machine.resend,)),
    (State.COMPLETED, Stimulus.TIMER_G): (
        State.COMPLETED,
        (machine.resend, machine.next_repeat(Stimulus.TIMER_G, capped=True)),
    ),
    (State.COMPLETED, Stimulus.TIMER_H): (State.TERMINATED, (machine.time_out,)),
    (State.COMPLETED, Stimulus.ACK): (State.CONFIRMED, (machine.linger(Stimulus.TIMER_I, long=False),)),
    (State.CONFIRMED, Stimulus.TIMER_I): (State.TERMINATED, (machine.finish,)),
}
