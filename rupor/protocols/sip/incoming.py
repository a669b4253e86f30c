"""A call that comes to us: ringing, early media, accepting with repeats until the ACK, refusing, being cancelled."""

from rupor.protocols.sip import bodies, dialog, events, headers, inside, promises, session_timer, uri
from rupor.protocols.sip.acceptance import Acceptance
from rupor.protocols.sip.dialog import Dialog
from rupor.protocols.sip.errors import SipSyntaxError
from rupor.protocols.sip.message import Headers, Request
from rupor.protocols.sip.promises import Promises, Provisional
from rupor.protocols.sip.session import Session
from rupor.protocols.sip.stages import Stage
from rupor.protocols.sip.switchboard import Switchboard
from rupor.protocols.sip.transactions.layer import Received


class IncomingCall(Session):
    """`sdp` is the caller's offer; None when the offer is ours to make and the answer comes with the ACK or a PRACK.

    `asserted` is who calls as the network itself says (RFC 3325), `identity` its signed proof (RFC 8224), `privacy`
    what of it may not be told on; each is empty where the network tells nothing.
    """

    def __init__(self, *, board: Switchboard, received: Received, local_tag: str) -> None:
        invite = received.request
        self._dialog = dialog.of_called(invite=invite, local_tag=local_tag)
        self.to_user = uri.parse(invite.uri).user
        self.from_user = uri.user_of(invite.first("from"))
        self.sdp: bytes | None = bodies.sdp_of(invite) or None
        self.invite = invite
        self.asserted = _asserted(invite)
        self.privacy = invite.first("privacy")
        self.identity = invite.first("identity")
        self._received = received
        self._accept_later: bytes | None = None
        self._has_answered_early = False
        super().__init__(
            board=board,
            call_id=invite.call_id,
            local_tag=local_tag,
            stage=Stage.OFFERED,
            heard_from=received.source,
        )
        self.remote_sdp = self.sdp or b""
        self.learn(invite)
        self._promises: Promises | None = None
        if promises.TAG in invite.values("require"):
            self._promises = Promises(
                board=board,
                received=received,
                local_tag=local_tag,
                on_clear=self._accept_what_waited,
                on_lost=lambda: self.reject(status=504),
            )
        board.offered[(invite.call_id, invite.from_tag)] = self

    def ring(self) -> None:
        self._answer_provisionally(status=180, sdp=b"")

    def progress(self, *, sdp: bytes, status: int = 183) -> None:
        """Early media: the caller may hear us before we answer."""
        self._answer_provisionally(status=status, sdp=sdp)

    def accept(self, *, sdp: bytes) -> None:
        """Answer the call; Confirmed follows with the caller's ACK. Does nothing when the caller has gone."""
        if self._stage is not Stage.OFFERED:
            return
        if self._promises is not None and self._promises.waiting:
            self._accept_later = sdp
            return
        self._move(Stage.ACCEPTED)
        extra = self._dialog_fields()
        extra.update(self._timed())
        body = b"" if self._has_answered_early else sdp
        if body:
            self.local_sdp = body
            extra["content-type"] = [bodies.SDP]
        response = self._board.answer(self._received, status=200, local_tag=self.local_tag, extra=extra, body=body)
        self.await_ack(
            Acceptance(board=self._board, received=self._received, response=response, on_lost=self._lose_unconfirmed)
        )

    def reject(self, *, status: int, reason: str = "", q850_cause: int = 0) -> None:
        """Refuse the call; the events end with Ended by near."""
        if self._stage is not Stage.OFFERED:
            return
        extra: Headers = {"reason": [headers.q850_reason(q850_cause)]} if q850_cause else {}
        self._refuse(status=status, reason=reason, extra=extra)
        self.tell(events.Ended(by="near", q850_cause=q850_cause))
        self._close()

    def hang_up(self, *, q850_cause: int = 16) -> None:
        """End the call, whatever stage it is in."""
        if self._stage is Stage.OFFERED:
            self.reject(status=480, q850_cause=q850_cause)
        elif self._stage is Stage.ACCEPTED:
            self._move(Stage.PARTING)
            self._parting_cause = q850_cause
        elif self._stage is Stage.TALKING:
            self._leave(by="near", q850_cause=q850_cause)

    def receive_cancel(self, cancel: Request) -> None:
        if self._stage is not Stage.OFFERED:
            return
        self._refuse(status=487, reason="", extra={})
        self.tell(events.Cancelled(headers.q850_cause(cancel.headers.get("reason", ()))))
        self._close()

    def receive_prack(self, received: Received) -> None:
        """A PRACK may bring the answer to the offer we promised, or an offer of its own (RFC 3262 §5)."""
        if self._promises is None or not self._promises.acknowledged(received.request):
            self._board.answer(received, status=481)
            return
        told = bodies.sdp_of(received.request)
        extra: Headers = {}
        answer = b""
        if told and self.remote_sdp:
            try:
                answer = self._board.reanswer(told, self.local_sdp)
            except ValueError:
                self._board.answer(received, status=488)
                self._promises.go_on()
                return
            self.local_sdp = answer
            extra["content-type"] = [bodies.SDP]
        self._board.answer(received, status=200, extra=extra, body=answer)
        if told:
            self.remote_sdp = told
            self.tell(events.MediaChanged(told))
        self._promises.go_on()

    def refusal_of_offer(self) -> int:
        """Theirs of the INVITE must have its answer first (RFC 3311 §5.2)."""
        if self._stage is Stage.OFFERED:
            return 0 if self._has_answered_early and self._promises and not self._promises.waiting else 500
        return super().refusal_of_offer()

    def receive(self, received: Received) -> None:
        inside.receive(self, self._board, received)

    def dialog_with(self, remote_tag: str) -> Dialog | None:
        return self._dialog if self._dialog.remote_tag == remote_tag else None

    def on_acknowledged(self, ack: Request) -> None:
        if self._stage is Stage.ACCEPTED:
            self._move(Stage.TALKING)
            self.keep(self._terms)
            told = bodies.sdp_of(ack)
            self.remote_sdp = told or self.remote_sdp
            self.tell(events.Confirmed(told or None))
        elif self._stage is Stage.PARTING:
            self._leave(by="near", q850_cause=self._parting_cause)
        else:
            super().on_acknowledged(ack)

    def end_by_far(self, *, q850_cause: int) -> None:
        if self._stage is Stage.OFFERED:
            # A BYE before the answer is lawful though rare; the INVITE must still be ended (RFC 3261 §15.1.2).
            self._board.answer(self._received, status=487, local_tag=self.local_tag)
        super().end_by_far(q850_cause=q850_cause)

    def _dialog_of_talk(self) -> Dialog | None:
        return self._dialog

    def _close(self) -> None:
        if self._promises is not None:
            self._promises.stop()
        self._board.offered.pop((self.call_id, self.invite.from_tag), None)
        super()._close()

    def _answer_provisionally(self, *, status: int, sdp: bytes) -> None:
        if self._stage is not Stage.OFFERED:
            return
        extra = self._dialog_fields()
        if sdp:
            extra["content-type"] = [bodies.SDP]
        if self._promises is not None:
            self._has_answered_early = self._has_answered_early or bool(sdp)
            self.local_sdp = sdp or self.local_sdp
            self._promises.send(Provisional(status, extra, sdp))
            return
        self._board.answer(self._received, status=status, local_tag=self.local_tag, extra=extra, body=sdp)

    def _dialog_fields(self) -> Headers:
        fields = self.own_fields(self.heard_from)
        if "record-route" in self.invite.headers:
            fields["record-route"] = self.invite.headers["record-route"]
        return fields

    def _timed(self) -> Headers:
        timing = self._board.timing
        fields, self._terms = session_timer.answering(
            self.invite, wanted_seconds=timing.session_seconds, least_seconds=timing.least_session_seconds
        )
        return fields

    def _accept_what_waited(self) -> None:
        waited, self._accept_later = self._accept_later, None
        if waited is not None:
            self.accept(sdp=waited)

    def _refuse(self, *, status: int, reason: str, extra: Headers) -> None:
        self._board.answer(self._received, status=status, reason=reason, local_tag=self.local_tag, extra=extra)

    def _lose_unconfirmed(self) -> None:
        """The ACK never came: the call is ended as lost (RFC 3261 §13.3.1.4)."""
        self._leave(by="error", q850_cause=102)


def _asserted(invite: Request) -> str:
    """The number in P-Asserted-Identity; empty when there is none that can be read."""
    for value in invite.values("p-asserted-identity"):
        try:
            return uri.user_of(value)
        except SipSyntaxError:
            continue
    return ""
