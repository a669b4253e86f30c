"""A call that comes to us: ringing, early media, accepting with repeats until the ACK, refusing, being cancelled."""

from rupor.protocols.sip import answers, bodies, dialog, events, headers, inside, uri
from rupor.protocols.sip.acceptance import Acceptance
from rupor.protocols.sip.dialog import Dialog
from rupor.protocols.sip.leg import Leg
from rupor.protocols.sip.message import Headers, Request
from rupor.protocols.sip.stages import Stage
from rupor.protocols.sip.switchboard import Switchboard
from rupor.protocols.sip.transactions.layer import Received


class IncomingCall(Leg):
    """`sdp` is the caller's offer; None when the offer is ours to make and the answer comes with the ACK."""

    def __init__(self, *, board: Switchboard, received: Received, local_tag: str) -> None:
        invite = received.request
        self._dialog = dialog.of_called(invite=invite, local_tag=local_tag)
        self.to_user = uri.parse(invite.uri).user
        self.from_user = uri.user_of(invite.first("from"))
        self.sdp: bytes | None = bodies.sdp_of(invite) or None
        self.invite = invite
        self._received = received
        super().__init__(
            board=board,
            call_id=invite.call_id,
            local_tag=local_tag,
            stage=Stage.OFFERED,
            heard_from=received.source,
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
        self._move(Stage.ACCEPTED)
        self.local_sdp = sdp
        extra = self._dialog_fields()
        extra["content-type"] = ["application/sdp"]
        response = self._board.answer(self._received, status=200, local_tag=self.local_tag, extra=extra, body=sdp)
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

    def receive(self, received: Received) -> None:
        inside.receive(self, self._board, received)

    def dialog_with(self, remote_tag: str) -> Dialog | None:
        return self._dialog if self._dialog.remote_tag == remote_tag else None

    def on_acknowledged(self, ack: Request) -> None:
        if self._stage is Stage.ACCEPTED:
            self._move(Stage.TALKING)
            self.tell(events.Confirmed(bodies.sdp_of(ack) or None))
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
        self._board.offered.pop((self.call_id, self.invite.from_tag), None)
        super()._close()

    def _answer_provisionally(self, *, status: int, sdp: bytes) -> None:
        if self._stage is not Stage.OFFERED:
            return
        extra = self._dialog_fields()
        if sdp:
            extra["content-type"] = ["application/sdp"]
        self._board.answer(self._received, status=status, local_tag=self.local_tag, extra=extra, body=sdp)

    def _dialog_fields(self) -> Headers:
        fields: Headers = {"contact": [self._board.contact(self.heard_from)], "allow": [answers.ALLOW]}
        if "record-route" in self.invite.headers:
            fields["record-route"] = self.invite.headers["record-route"]
        return fields

    def _refuse(self, *, status: int, reason: str, extra: Headers) -> None:
        self._board.answer(self._received, status=status, reason=reason, local_tag=self.local_tag, extra=extra)

    def _lose_unconfirmed(self) -> None:
        """The ACK never came: the call is ended as lost (RFC 3261 §13.3.1.4)."""
        self._leave(by="error", q850_cause=102)
