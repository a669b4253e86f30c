"""The face of the stack: an endpoint that makes calls, takes calls and answers whatever else comes to it."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Literal

from rupor.protocols.sip import answers, bodies, inside, message, session_timer, spoilt, switchboard, tokens, uri
from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.errors import SipSyntaxError
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.message import Headers, Request, Response
from rupor.protocols.sip.outgoing import OutgoingCall
from rupor.protocols.sip.registration import Binding, Registration
from rupor.protocols.sip.stream import StreamWire
from rupor.protocols.sip.switchboard import Line, Reanswer, Switchboard
from rupor.protocols.sip.tls import ClientTls, ServerTls
from rupor.protocols.sip.transactions.layer import Address, Received, Wire
from rupor.protocols.sip.transactions.machine import Timing, Why
from rupor.protocols.sip.udp import UdpWire
from rupor.protocols.sip.wheel import Clock

Transport = Literal["UDP", "TCP", "TLS"]
OnIncoming = Callable[[IncomingCall], None]
CLOSING_SECONDS = 2.0


class Endpoint:
    """One address on the network. `malformed` counts packets that were not SIP."""

    def __init__(
        self,
        *,
        wire: Wire,
        clock: Clock,
        user_agent: str = "Rupor",
        on_incoming: OnIncoming | None = None,
        timing: Timing | None = None,
        reanswer: Reanswer = switchboard.mirror_direction,
    ) -> None:
        self.malformed = 0
        self.port = wire.port
        self._on_incoming = on_incoming
        self._board = Switchboard(
            wire=wire,
            clock=clock,
            timing=timing or Timing(),
            user_agent=user_agent,
            reanswer=reanswer,
            on_request=self._on_request,
        )
        self._board.transactions.on_ack = self._on_ack

    @classmethod
    async def open(
        cls,
        *,
        host: str,
        port: int,
        user_agent: str = "Rupor",
        on_incoming: OnIncoming | None = None,
        advertised_host: str = "",
        timing: Timing | None = None,
        reanswer: Reanswer = switchboard.mirror_direction,
        transport: Transport = "UDP",
        tls: ServerTls | None = None,
    ) -> "Endpoint":
        """Listen. `advertised_host` is our address as the far side sees it, when that is not `host`.

        An endpoint has one transport and its calls stay on it. TLS listens only where it has a certificate (`tls`).
        """
        if transport == "UDP":
            wire: UdpWire | StreamWire = UdpWire(host=host, port=port, advertised_host=advertised_host)
        else:
            wire = StreamWire(name=transport, host=host, port=port, advertised_host=advertised_host)
            await wire.open(port=port, server_tls=tls)
        endpoint = cls(
            wire=wire,
            clock=asyncio.get_running_loop(),
            user_agent=user_agent,
            on_incoming=on_incoming,
            timing=timing,
            reanswer=reanswer,
        )
        wire.listen(endpoint.receive, endpoint._board.transactions.lose)
        return endpoint

    def greet(self, target: Address, *, tls: ClientTls) -> None:
        """How to speak TLS to this target; raises OSError when a file of it cannot be used."""
        if isinstance(self._board.wire, StreamWire):
            self._board.wire.greet(target, with_=tls)

    def problem(self, target: Address) -> str:
        """Why there is no connection to the target; empty where none has failed, and over UDP."""
        return self._board.wire.problem(target) if isinstance(self._board.wire, StreamWire) else ""

    @property
    def calls(self) -> list[Line]:
        return list(self._board.calls.values())

    def call(
        self,
        *,
        target: Address,
        to_uri: str,
        from_uri: str,
        sdp: bytes,
        headers: Mapping[str, str] | None = None,
        credentials: Credentials | None = None,
    ) -> OutgoingCall:
        """Start a call through `target` (IP address, port). `headers` are further fields, as P-Asserted-Identity."""
        extra = {**switchboard.offering(self._board.timing), **message.lines(headers or {})}
        invite = self._new_request("INVITE", target=target, to_uri=to_uri, from_uri=from_uri, extra=extra, body=sdp)
        return OutgoingCall(board=self._board, invite=invite, target=target, credentials=credentials)

    async def options(self, *, target: Address, to_uri: str, from_uri: str, timeout_seconds: float = 4.0) -> int:
        """Ask whether anybody is there: the status of the answer, 408 when none came, 503 when it cannot be sent."""
        status: asyncio.Future[int] = asyncio.get_running_loop().create_future()

        def on_response(response: Response) -> None:
            if response.status >= 200 and not status.done():
                status.set_result(response.status)

        def on_failure(why: Why) -> None:
            if not status.done():
                status.set_result(408 if why is Why.TIMEOUT else 503)

        extra: Headers = {"accept": ["application/sdp"]}
        request = self._new_request("OPTIONS", target=target, to_uri=to_uri, from_uri=from_uri, extra=extra)
        self._board.ask(request, address=target, on_response=on_response, on_failure=on_failure)
        try:
            async with asyncio.timeout(timeout_seconds):
                return await status
        except TimeoutError:
            return 408

    def register(self, binding: Binding, *, on_change: Callable[[], None] = lambda: None) -> Registration:
        """A registration from this endpoint; the caller starts it, watches it and lets it leave."""
        return Registration(board=self._board, binding=binding, on_change=on_change)

    async def close(self) -> None:
        """End all calls, wait briefly until the far ends know, and close the socket."""
        self._on_incoming = None
        idle = asyncio.Event()
        self._board.on_idle = idle.set
        for leg in self.calls:
            leg.hang_up()
        try:
            async with asyncio.timeout(CLOSING_SECONDS):
                if self._board.calls:
                    await idle.wait()
        except TimeoutError:
            pass
        finally:
            self._board.wheel.stop()
            self._board.wire.close()

    def receive(self, packet: bytes, source: Address) -> None:
        """One packet from the network."""
        if len(packet) < 5 or packet.isspace():
            return  # a keep-alive of the NAT kind (RFC 5626)
        try:
            self._board.transactions.receive(message.parse(packet), source=source)
        except SipSyntaxError as error:
            self.malformed += 1
            self._refuse_spoilt(packet, source, status=error.status)

    def _refuse_spoilt(self, packet: bytes, source: Address, *, status: int) -> None:
        refused = spoilt.refusal(packet, status=status)
        if refused is not None:
            port = source[1] if refused.port is None or self._board.wire.reliable else refused.port
            self._board.wire.send(refused.packet, (source[0], port))

    def _new_request(
        self, method: str, *, target: Address, to_uri: str, from_uri: str, extra: Headers, body: bytes = b""
    ) -> Request:
        headers: Headers = {
            "max-forwards": ["70"],
            "from": [f"{_bracketed(from_uri)};tag={tokens.tag()}"],
            "to": [_bracketed(to_uri)],
            "call-id": [tokens.call_id()],
            "cseq": [f"1 {method}"],
            "contact": [self._board.contact(target)],
        }
        headers.update(extra)
        uri.parse(uri.bare(to_uri))
        return Request(method=method, uri=uri.bare(to_uri), headers=headers, body=body)

    def _on_ack(self, ack: Request) -> None:
        leg = self._board.calls.get((ack.call_id, ack.to_tag))
        if leg is not None:
            leg.receive_ack(ack)

    def _on_request(self, received: Received) -> None:
        request = received.request
        if request.method == "CANCEL":
            self._on_cancel(received)
        elif request.method not in answers.METHODS:
            self._board.answer(received, status=405, local_tag=tokens.tag(), extra={"allow": [answers.ALLOW]})
        elif not request.to_tag and (refusal := uri.refusal(request.uri)):
            self._board.answer(received, status=refusal, local_tag=tokens.tag())
        elif unknown := answers.unknown_extensions(request):
            self._board.answer(received, status=420, local_tag=tokens.tag(), extra={"unsupported": [unknown]})
        elif session_timer.is_too_brief(request, least_seconds=self._board.timing.least_session_seconds):
            least = {"min-se": [str(self._board.timing.least_session_seconds)]}
            self._board.answer(received, status=422, local_tag=tokens.tag(), extra=least)
        elif request.method == "INVITE" and request.body and not bodies.sdp_of(request):
            self._board.answer(received, status=415, local_tag=tokens.tag(), extra={"accept": [bodies.SDP]})
        elif request.method == "INVITE" and not answers.takes_sdp(request):
            self._board.answer(received, status=406, local_tag=tokens.tag())
        elif request.to_tag:
            leg = self._board.calls.get((request.call_id, request.to_tag))
            if leg is None:
                self._board.answer(received, status=481)
            else:
                leg.receive(received)
        elif request.method == "INVITE":
            self._on_invite(received)
        elif request.method == "OPTIONS":
            self._board.answer(received, status=200, local_tag=tokens.tag(), extra=inside.answers_to_options())
        else:
            self._board.answer(received, status=481, local_tag=tokens.tag())

    def _on_cancel(self, received: Received) -> None:
        cancel = received.request
        if self._board.transactions.cancelled_by(cancel) is None:
            self._board.answer(received, status=481, local_tag=tokens.tag())
            return
        call = self._board.offered.get((cancel.call_id, cancel.from_tag))
        self._board.answer(received, status=200, local_tag=call.local_tag if call else tokens.tag())
        if call is not None:
            call.receive_cancel(cancel)

    def _on_invite(self, received: Received) -> None:
        request = received.request
        local_tag = tokens.tag()
        if self._on_incoming is None:
            self._board.answer(received, status=480, local_tag=local_tag)
            return
        known = self._board.offered.get((request.call_id, request.from_tag))
        if known is not None and known.invite.cseq.number == request.cseq.number:
            # The same request by another way, after a fork (RFC 3261 §8.2.2.2).
            self._board.answer(received, status=482, local_tag=local_tag)
            return
        try:
            call = IncomingCall(board=self._board, received=received, local_tag=local_tag)
        except SipSyntaxError as error:
            self._board.answer(received, status=error.status, local_tag=local_tag)
            return
        self._on_incoming(call)


def _bracketed(address: str) -> str:
    return address if "<" in address else f"<{address}>"
