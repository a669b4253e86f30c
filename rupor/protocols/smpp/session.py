"""One SMPP session of either role, without a socket or a clock: octets and instants in, happenings and octets out.

    session = Session(role=Role.ESME, window=100)
    session.request(Command.BIND_TRANSCEIVER, bodies.Bind(...), now=now)
    transport.write(session.take_output())
    for happening in session.receive(octets, now=now): ...

It answers enquire_link and unbind, refuses what the state forbids, times out what is not answered, and asks after a
silence. Whatever the other side sends, nothing is raised; a stream that makes no sense ends with `Ended`.
"""

import msgspec

from rupor.protocols.smpp import bodies, codec, failures, names, states
from rupor.protocols.smpp.bodies import Pdu
from rupor.protocols.smpp.framing import Splitter
from rupor.protocols.smpp.names import Command, Status
from rupor.protocols.smpp.states import Role, State

_LAST_SEQUENCE = 0x7FFFFFFF
_KNOWN = frozenset(Command)


class Requested(msgspec.Struct):
    """The other side asks; call `answer` once, now or later."""

    pdu: Pdu


class Answered(msgspec.Struct):
    """The answer to our request of this sequence number, generic_nack included."""

    sequence: int
    pdu: Pdu


class Unanswered(msgspec.Struct):
    """No answer came in time, or the session ended first: what became of the request is not known."""

    sequence: int


class Ended(msgspec.Struct):
    """No more will happen. Close the connection after sending the output that is left."""

    reason: str


Happening = Requested | Answered | Unanswered | Ended


class _Pending(msgspec.Struct):
    command: int
    expires: float
    windowed: bool


class Session:
    """`window` bounds our unanswered messages; `answer_seconds` is how long we wait for an answer to anything."""

    def __init__(
        self,
        *,
        role: Role,
        window: int = 100,
        enquire_seconds: float = 30.0,
        answer_seconds: float = 30.0,
        now: float = 0.0,
    ) -> None:
        self.role = role
        self.state = State.OPEN
        self.window = window
        self._enquire_seconds = enquire_seconds
        self._answer_seconds = answer_seconds
        self._splitter = Splitter()
        self._output: list[bytes] = []
        self._pending: dict[int, _Pending] = {}
        self._in_window = 0
        self._sequence = 0
        self._heard_at = self._opened_at = now
        self._enquiring = 0

    @property
    def room(self) -> int:
        """How many more messages may be sent before one is answered."""
        return self.window - self._in_window

    def take_output(self) -> bytes:
        output, self._output = self._output, []
        return b"".join(output)

    def request(self, command: Command, body: bodies.Body = bodies.EMPTY, *, now: float) -> int:
        """The sequence number by which the answer will be known. Raises SmppError, having sent nothing."""
        windowed = command in states.WINDOWED
        if command not in states.LAWFUL[self.role, self.state]:
            raise failures.NotBound("not_lawful_now", detail=f"{command.name} in {self.state}")
        if windowed and self._in_window >= self.window:
            raise failures.NotBound("window_full")
        sequence = self._next_sequence()
        self._output.append(codec.encode(Pdu(command, 0, sequence, body)))
        self._pending[sequence] = _Pending(command, now + self._answer_seconds, windowed)
        self._in_window += windowed
        if command is Command.UNBIND:
            self._move(State.UNBINDING)
        return sequence

    def answer(self, asked: Pdu, *, status: int = Status.OK, body: bodies.Body = bodies.EMPTY) -> None:
        """Answers a `Requested`; after the end of the session it does nothing. A bind answered OK binds."""
        if self.state is State.CLOSED:
            return
        self._output.append(codec.encode(Pdu(asked.command | names.RESPONSE, status, asked.sequence, body)))
        bound = states.BINDS.get(Command(asked.command))
        if bound is not None and status == Status.OK and self.state is State.OPEN:
            self._move(bound)

    def receive(self, octets: bytes, *, now: float) -> list[Happening]:
        self._heard_at = now
        happenings: list[Happening] = []
        while self.state is not State.CLOSED:
            try:
                frames = self._splitter.feed(octets)
            except failures.BrokenStream as error:
                self._nack(0, error.command_status)
                happenings += self.end(f"{error.code} {error.detail}")
                break
            if not frames:
                break
            for frame in frames:
                happenings += self._receive_frame(frame)
            octets = b""
        return happenings

    def tick(self, *, now: float) -> list[Happening]:
        """Call it about once a second."""
        if self.state is State.OPEN and now - self._opened_at > self._answer_seconds:
            return self.end("never bound")
        happenings: list[Happening] = []
        for sequence, pending in list(self._pending.items()):
            if pending.expires > now:
                break
            if sequence == self._enquiring or pending.command in (Command.UNBIND, *states.BINDS):
                return happenings + self.end(f"no answer to {Command(pending.command).name.lower()}")
            self._settle(sequence)
            happenings.append(Unanswered(sequence))
        if now - self._heard_at >= self._enquire_seconds and not self._enquiring and self.state.bound:
            self._enquiring = self.request(Command.ENQUIRE_LINK, now=now)
        return happenings

    def end(self, reason: str) -> list[Happening]:
        """The connection is gone or must go: everything unanswered will stay so."""
        if self.state is State.CLOSED:
            return []
        self._move(State.CLOSED)
        lost = list(self._pending)
        self._pending.clear()
        self._in_window = 0
        return [*(Unanswered(sequence) for sequence in lost), Ended(reason)]

    def _receive_frame(self, frame: bytes) -> list[Happening]:
        if self.state is State.CLOSED:
            return []
        try:
            pdu = codec.decode(frame)
        except failures.Malformed as error:
            return self._receive_malformed(frame, error)
        return self._receive_response(pdu) if pdu.is_response else self._receive_request(pdu)

    def _receive_malformed(self, frame: bytes, error: failures.Malformed) -> list[Happening]:
        _, command, status, sequence = codec.HEADER.unpack_from(frame)
        pdu = Pdu(command, status, sequence)
        if pdu.is_response:
            return self._receive_response(pdu)
        self.answer(pdu, status=error.command_status)
        return []

    def _receive_request(self, pdu: Pdu) -> list[Happening]:
        if pdu.command not in _KNOWN:
            self._nack(pdu.sequence, Status.INVALID_COMMAND_ID)
        elif pdu.command not in states.LAWFUL[self.role.peer, self.state]:
            already = pdu.command in states.BINDS and self.state.bound
            self.answer(pdu, status=Status.ALREADY_BOUND if already else Status.WRONG_BIND_STATE)
        elif pdu.command == Command.ENQUIRE_LINK:
            self.answer(pdu)
        elif pdu.command == Command.UNBIND:
            self.answer(pdu)
            return self.end("unbound by the other side")
        else:
            return [Requested(pdu)]
        return []

    def _receive_response(self, pdu: Pdu) -> list[Happening]:
        pending = self._pending.get(pdu.sequence)
        if pending is None or pdu.command not in (pending.command | names.RESPONSE, Command.GENERIC_NACK):
            return []
        self._settle(pdu.sequence)
        if pdu.sequence == self._enquiring:
            self._enquiring = 0
            return []
        if pending.command == Command.UNBIND:
            return [Answered(pdu.sequence, pdu), *self.end("unbound")]
        if pending.command in states.BINDS and pdu.status == Status.OK and pdu.command != Command.GENERIC_NACK:
            self._move(states.BINDS[Command(pending.command)])
        return [Answered(pdu.sequence, pdu)]

    def _settle(self, sequence: int) -> None:
        self._in_window -= self._pending.pop(sequence).windowed

    def _nack(self, sequence: int, status: int) -> None:
        self._output.append(codec.encode(Pdu(Command.GENERIC_NACK, status, sequence)))

    def _next_sequence(self) -> int:
        self._sequence = self._sequence % _LAST_SEQUENCE + 1
        return self._sequence

    def _move(self, state: State) -> None:
        if state not in states.MOVES[self.state]:
            raise failures.NotBound("not_lawful_now", detail=f"{self.state} to {state}")
        self.state = state
