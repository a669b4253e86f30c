"""Any request but INVITE and ACK, the asked side (RFC 3261 §17.2.2)."""

from typing import ClassVar

from rupor.protocols.sip.message import Request
from rupor.protocols.sip.transactions import machine
from rupor.protocols.sip.transactions.machine import Intention, Machine, Moves, State, Stimulus


class Server(Machine):
    __slots__ = ()

    MOVES: ClassVar[Moves]
    request: Request

    def start(self, request: Request) -> list[Intention]:
        self.request = request
        return self.feed(Stimulus.START, request)


_finish = (machine.send, machine.linger(Stimulus.TIMER_J, long=True))

Server.MOVES = {
    (State.NEW, Stimulus.START): (State.TRYING, (machine.deliver,)),
    (State.TRYING, Stimulus.PROVISIONAL): (State.PROCEEDING, (machine.send,)),
    (State.TRYING, Stimulus.SUCCESS): (State.COMPLETED, _finish),
    (State.TRYING, Stimulus.FAILURE): (State.COMPLETED, _finish),
    (State.PROCEEDING, Stimulus.REQUEST): (State.PROCEEDING, (machine.resend,)),
    (State.PROCEEDING, Stimulus.PROVISIONAL): (State.PROCEEDING, (machine.send,)),
    (State.PROCEEDING, Stimulus.SUCCESS): (State.COMPLETED, _finish),
    (State.PROCEEDING, Stimulus.FAILURE): (State.COMPLETED, _finish),
    (State.PROCEEDING, Stimulus.UNSENT): (State.TERMINATED, (machine.fail,)),
    (State.COMPLETED, Stimulus.REQUEST): (State.COMPLETED, (machine.resend,)),
    (State.COMPLETED, Stimulus.TIMER_J): (State.TERMINATED, (machine.finish,)),
}
