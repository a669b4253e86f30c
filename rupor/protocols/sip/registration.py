"""Telling a registrar where we are, again and again before it forgets us (RFC 3261 §10.2).

SILENT ──start──> ASKING ──200──> REGISTERED ──refresh──> ASKING
                    │ refused or silent: REFUSED, asks again later
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from rupor.protocols.sip import switchboard, tokens, uri
from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.errors import SipSyntaxError
from rupor.protocols.sip.message import Headers, Request, Response
from rupor.protocols.sip.switchboard import Switchboard
from rupor.protocols.sip.transactions.layer import Address
from rupor.protocols.sip.transactions.machine import Why

ATTEMPTS = 4  # a request, with credentials, with a fresh nonce, with a longer time
AGAIN_SECONDS = 30.0
REFUSED_AGAIN_SECONDS = 120.0  # a wrong password does not mend itself: asking often only gets us blocked
_LEAST_REFRESH_SECONDS = 5.0


class State(StrEnum):
    """Where the registration stands."""

    SILENT = "silent"
    ASKING = "asking"
    REGISTERED = "registered"
    REFUSED = "refused"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Binding:
    """`registrar` is the domain as a URI, `record` our address of record, `user` stands in our Contact."""

    target: Address
    registrar: str
    record: str
    user: str
    credentials: Credentials | None = None
    expires_seconds: int = 600


class Registration:
    """One binding. `answer` is what the registrar said last, empty while it says nothing."""

    def __init__(self, *, board: Switchboard, binding: Binding, on_change: Callable[[], None]) -> None:
        """Raises SipSyntaxError when an address of the binding is none."""
        uri.parse(binding.registrar)
        uri.parse(binding.record)
        self.state = State.SILENT
        self.answer = ""
        self._board = board
        self._binding = binding
        self._wanted_seconds = binding.expires_seconds
        self._on_change = on_change
        self._call_id = tokens.call_id()
        self._tag = tokens.tag()
        self._number = 0
        self._leaving = False
        self._asked = 0
        self._on_left: Callable[[], None] = lambda: None

    @property
    def target(self) -> Address:
        """Where the registrar is asked."""
        return self._binding.target

    @property
    def is_registered(self) -> bool:
        """The registrar knows us now; a refresh under way does not change that."""
        return self.state is State.REGISTERED

    def start(self) -> None:
        """Asks, and keeps asking."""
        self._ask(expires=self._wanted_seconds)

    def renew(self) -> None:
        """Asks at once: the way to the registrar was lost and is there again."""
        if not self._leaving:
            self._ask(expires=self._wanted_seconds)

    def leave(self, *, on_left: Callable[[], None] = lambda: None) -> None:
        """Unregisters where there is something to take back; `on_left` when the registrar knows, or never will."""
        was = self.state
        self._leaving = True
        self._on_left = on_left
        if was is State.REGISTERED:
            self._ask(expires=0)
        else:
            self._end()

    def _ask(self, *, expires: int) -> None:
        self._asked += 1
        if self.state is State.SILENT:
            self.state = State.ASKING
        host, port = self._board.wire.local_address(self._binding.target)
        transport = f";transport={self._board.wire.name.lower()}" if self._board.wire.reliable else ""
        headers: Headers = {
            "max-forwards": ["70"],
            "from": [f"<{self._binding.record}>;tag={self._tag}"],
            "to": [f"<{self._binding.record}>"],
            "call-id": [self._call_id],
            "contact": [f"<sip:{self._binding.user}@{host}:{port}{transport}>"],
            "expires": [str(expires)],
            "cseq": [f"{self._next()} REGISTER"],
        }
        request = Request(method="REGISTER", uri=self._binding.registrar, headers=headers)
        self._send(request, expires=expires, attempt=1)

    def _send(self, request: Request, *, expires: int, attempt: int) -> None:
        round_ = self._asked

        def on_response(response: Response) -> None:
            if response.status >= 200 and round_ == self._asked:
                self._hear(request, response, expires=expires, attempt=attempt)

        def on_failure(why: Why) -> None:
            if round_ == self._asked:
                self._refused("no answer" if why is Why.TIMEOUT else "cannot be sent", again=AGAIN_SECONDS)

        self._board.ask(request, address=self._binding.target, on_response=on_response, on_failure=on_failure)

    def _hear(self, request: Request, response: Response, *, expires: int, attempt: int) -> None:
        if attempt < ATTEMPTS:
            number = self._number + 1
            again = switchboard.retried(
                request, challenge=response, credentials=self._binding.credentials, number=number
            ) or _longer(request, response=response, number=number)
            if again is not None:
                self._number = number
                asked = int(again.first("expires"))
                self._wanted_seconds = max(self._wanted_seconds, asked) if asked else self._wanted_seconds
                self._send(again, expires=asked, attempt=attempt + 1)
                return
        said = f"{response.status} {response.reason}".strip()
        if response.status >= 300:
            hopeless = 400 <= response.status < 500 and response.status != 408
            self._refused(said, again=REFUSED_AGAIN_SECONDS if hopeless else AGAIN_SECONDS)
        elif expires == 0:
            self._end()
        else:
            self._registered(said, seconds=granted_seconds(response, user=self._binding.user, asked=expires))

    def _registered(self, said: str, *, seconds: int) -> None:
        self.state, self.answer = State.REGISTERED, said
        self._wait(max(_LEAST_REFRESH_SECONDS, min(seconds * 0.85, seconds - 10.0)), expires=self._wanted_seconds)
        self._on_change()

    def _refused(self, said: str, *, again: float) -> None:
        if self._leaving:
            self._end()
            return
        self.state, self.answer = State.REFUSED, said
        self._wait(again, expires=self._wanted_seconds)
        self._on_change()

    def _wait(self, seconds: float, *, expires: int) -> None:
        round_ = self._asked
        self._board.wheel.after(seconds, self._again, round_, expires)

    def _again(self, round_: int, expires: int) -> None:
        if round_ == self._asked and not self._leaving:
            self._ask(expires=expires)

    def _end(self) -> None:
        self.state = State.LEFT
        self._asked += 1
        self._on_change()
        self._on_left()

    def _next(self) -> int:
        self._number += 1
        return self._number


def granted_seconds(response: Response, *, user: str, asked: int) -> int:
    """How long the registrar remembers us: what it says of our own Contact, else its Expires, else what we asked."""
    for value in response.values("contact"):
        try:
            party = uri.party(value)
            ours = uri.parse(party.uri).user == user
        except SipSyntaxError:
            continue
        if ours and party.parameters.get("expires", "").isdecimal():
            return int(party.parameters["expires"])
    told = response.first("expires")
    return int(told) if told.isdecimal() else asked


def _longer(request: Request, *, response: Response, number: int) -> Request | None:
    """423: the registrar wants to be asked for a longer time (RFC 3261 §10.2.8)."""
    least = response.first("min-expires")
    if response.status != 423 or not least.isdecimal() or len(least) > 9:
        return None
    if int(least) <= int(request.first("expires") or 0):
        return None
    headers = {name: list(lines) for name, lines in request.headers.items() if name != "via"}
    headers["cseq"] = [f"{number} {request.method}"]
    headers["expires"] = [str(int(least))]
    return Request(method=request.method, uri=request.uri, headers=headers)
