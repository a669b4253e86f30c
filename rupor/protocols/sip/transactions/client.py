"""Any request but INVITE and ACK, the asking side (RFC 3261 §17.1.2)."""

from typing import ClassVar

from rupor.protocols.sip.message import Message, Request
from rupor.protocols.sip.transactions import machine
from rupor.protocols.sip.transactions.machine import Intention, Machine, Moves, StartTimer, State, Stimulus


class Client(Machine):
    __slots__ = ()

    MOVES: ClassVar[Moves]
    request: Request

    def start(self, request: Request) -> list[Intention]:
        self.request = request
        return self.feed(Stimulus.START, request)


def _repeat_slowly(client: Client, message: Message | None, intentions: list[Intention]) -> None:
    client.wait_seconds = client.timing.t2_seconds
    intentions.append(StartTimer(Stimulus.TIMER_E, client.wait_seconds))


_start = (machine.send, machine.first_repeat(Stimulus.TIMER_E), machine.patience(Stimulus.TIMER_F))
_finish = (machine.deliver, machine.linger(Stimulus.TIMER_K, long=False))

Client.MOVES = {
    (State.NEW, Stimulus.START): (State.TRYING, _start),
    (State.TRYING, Stimulus.TIMER_E): (
        State.TRYING,
        (machine.resend, machine.next_repeat(Stimulus.TIMER_E, capped=True)),
    ),
    (State.TRYING, Stimulus.TIMER_F): (State.TERMINATED, (machine.time_out,)),
    (State.TRYING, Stimulus.UNSENT): (State.TERMINATED, (machine.fail,)),
    (State.TRYING, Stimulus.PROVISIONAL): (State.PROCEEDING, (machine.deliver,)),
    (State.TRYING, Stimulus.SUCCESS): (State.COMPLETED, _finish),
    (State.TRYING, Stimulus.FAILURE): (State.COMPLETED, _finish),
    (State.PROCEEDING, Stimulus.TIMER_E): (State.PROCEEDING, (machine.resend, _repeat_slowly)),
    (State.PROCEEDING, Stimulus.TIMER_F): (State.TERMINATED, (machine.time_out,)),
    (State.PROCEEDING, Stimulus.UNSENT): (State.TERMINATED, (machine.fail,)),
    (State.PROCEEDING, Stimulus.PROVISIONAL): (State.PROCEEDING, (machine.deliver,)),
    (State.PROCEEDING, Stimulus.SUCCESS): (State.COMPLETED, _finish),
    (State.PROCEEDING, Stimulus.FAILURE): (State.COMPLETED, _finish),
    (State.COMPLETED, Stimulus.TIMER_K): (State.TERMINATED, (machine.finish,)),
}
