"""What all calls of one endpoint share: the transactions, the clock, our name, and the list of calls."""

import re
from collections.abc import Callable
from typing import Protocol

from rupor.protocols.sip import answers, bodies, session_timer
from rupor.protocols.sip.digest import Credentials, answered
from rupor.protocols.sip.message import Headers, Request, Response
from rupor.protocols.sip.transactions.layer import Address, Asked, Received, Transactions, Wire
from rupor.protocols.sip.transactions.machine import Timing, Why
from rupor.protocols.sip.wheel import Clock, Wheel

# (offered, ours until now) → our answer; raises ValueError when nothing is common.
Reanswer = Callable[[bytes, bytes], bytes]

_DIRECTION = re.compile(rb"(?m)^a=(sendrecv|sendonly|recvonly|inactive)\r?\n")
_MIRROR = {b"sendonly": b"recvonly", b"recvonly": b"sendonly", b"inactive": b"inactive", b"sendrecv": b"sendrecv"}


def mirror_direction(offered: bytes, ours: bytes) -> bytes:
    """Our description again, holding when the far end holds: all that a re-INVITE of a plain telephone call needs."""
    found = _DIRECTION.search(offered)
    direction = _MIRROR[found.group(1)] if found else b"sendrecv"
    return _DIRECTION.sub(b"", ours) + b"a=" + direction + b"\r\n"


def offering(timing: Timing) -> Headers:
    """The fields of every INVITE of ours: what we can, and how long the talk may go on without a sign."""
    timed = session_timer.asking(seconds=timing.session_seconds, least_seconds=timing.least_session_seconds)
    can: Headers = {"allow": [answers.ALLOW], "supported": [answers.SUPPORTED], "content-type": [bodies.SDP]}
    return {**can, **timed}


class Line(Protocol):
    """What the switchboard knows of a call: who it is, and who hears what comes for it."""

    call_id: str
    local_tag: str

    def receive(self, received: Received) -> None: ...

    def receive_ack(self, ack: Request) -> None: ...

    def hang_up(self, *, q850_cause: int = 16) -> None: ...


class Offered(Protocol):
    """A call that came to us and is not answered yet."""

    local_tag: str
    invite: Request

    def receive_cancel(self, cancel: Request) -> None: ...


class Switchboard:
    def __init__(
        self,
        *,
        wire: Wire,
        clock: Clock,
        timing: Timing,
        user_agent: str,
        reanswer: Reanswer,
        on_request: Callable[[Received], None],
    ) -> None:
        self.wire = wire
        self.wheel = Wheel(clock)
        self.timing = timing
        self.user_agent = user_agent
        self.reanswer = reanswer
        self.calls: dict[tuple[str, str], Line] = {}
        self.offered: dict[tuple[str, str], Offered] = {}
        self.on_idle: Callable[[], None] = lambda: None
        self.transactions = Transactions(wire=wire, wheel=self.wheel, timing=timing, on_request=on_request)

    def contact(self, target: Address) -> str:
        host, port = self.wire.local_address(target)
        transport = f";transport={self.wire.name.lower()}" if self.wire.reliable else ""
        return f"<sip:{host}:{port}{transport}>"

    def remember(self, line: Line) -> None:
        self.calls[(line.call_id, line.local_tag)] = line

    def forget(self, line: Line) -> None:
        self.calls.pop((line.call_id, line.local_tag), None)
        if not self.calls:
            self.on_idle()

    def answer(
        self,
        received: Received,
        *,
        status: int,
        reason: str = "",
        local_tag: str = "",
        extra: Headers | None = None,
        body: bytes = b"",
    ) -> Response:
        headers: Headers = {"server": [self.user_agent]}
        if extra:
            headers.update(extra)
        response = answers.to(
            received.request, status=status, reason=reason, local_tag=local_tag, extra=headers, body=body
        )
        self.transactions.answer(received, response)
        return response

    def ask(
        self,
        request: Request,
        *,
        address: Address,
        on_response: Callable[[Response], None],
        on_failure: Callable[[Why], None],
    ) -> Asked:
        request.headers["user-agent"] = [self.user_agent]
        return self.transactions.ask(request, address=address, on_response=on_response, on_failure=on_failure)


def retried(request: Request, *, challenge: Response, credentials: Credentials | None, number: int) -> Request | None:
    """The same request with credentials, as a new one (RFC 3261 §22.2); None when the challenge cannot be met."""
    if credentials is None or challenge.status not in (401, 407):
        return None
    field = answered(request, challenge=challenge, credentials=credentials)
    if field is None:
        return None
    headers = {name: list(lines) for name, lines in request.headers.items() if name != "via"}
    headers["cseq"] = [f"{number} {request.method}"]
    headers[field[0]] = [field[1]]
    return Request(method=request.method, uri=request.uri, headers=headers, body=request.body)
