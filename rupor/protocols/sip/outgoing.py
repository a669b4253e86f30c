"""A call that we make: INVITE, provisional answers, forks, refusals and challenges, CANCEL, the ACK of the answer."""

from rupor.protocols.sip import bodies, dialog, events, headers, inside, promises, session_timer, switchboard
from rupor.protocols.sip.dialog import Dialog
from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.leg import ATTEMPTS
from rupor.protocols.sip.message import Headers, Request, Response
from rupor.protocols.sip.session import Session
from rupor.protocols.sip.stages import Stage
from rupor.protocols.sip.switchboard import Switchboard
from rupor.protocols.sip.transactions.layer import Address, Received
from rupor.protocols.sip.transactions.machine import Why

CANCELLED = "Cancelled without an answer"
MOST_FORKS = 16  # more answers than this to one call is an attack, not a network


class OutgoingCall(Session):
    made_by_us = True

    def __init__(
        self, *, board: Switchboard, invite: Request, target: Address, credentials: Credentials | None
    ) -> None:
        super().__init__(
            board=board,
            call_id=invite.call_id,
            local_tag=invite.from_tag,
            stage=Stage.CALLING,
            heard_from=target,
            credentials=credentials,
        )
        self.local_sdp = invite.body
        self._invite = invite
        self._target = target
        self._attempts = 0
        self._was_heard = False
        self._early: dict[str, Dialog] = {}
        self._early_sdp: dict[str, bytes] = {}
        self._promised: dict[str, int] = {}
        self._settled: set[str] = set()
        self._acks: dict[str, tuple[bytes, Address]] = {}
        self._dialog: Dialog | None = None
        self._send_invite(invite)

    @property
    def was_heard(self) -> bool:
        """The far end has answered this INVITE with anything, be it only that it tries."""
        return self._was_heard

    def cancel(self, *, q850_cause: int = 0) -> None:
        """Give up before the answer. Ends in Rejected 487, or in Ended if the answer was quicker."""
        if self._stage is Stage.CALLING:
            self._move(Stage.CANCELLING)
            self._cancel_cause = q850_cause
            if self._was_heard:
                self._send_cancel()

    def hang_up(self, *, q850_cause: int = 16) -> None:
        """End the call, whatever stage it is in."""
        if self._stage is Stage.TALKING:
            self._leave(by="near", q850_cause=q850_cause)
        else:
            self.cancel(q850_cause=q850_cause)

    def receive(self, received: Received) -> None:
        inside.receive(self, self._board, received)

    def dialog_with(self, remote_tag: str) -> Dialog | None:
        if self._dialog is not None:
            return self._dialog if self._dialog.remote_tag == remote_tag else None
        return self._early.get(remote_tag)

    def refusal_of_offer(self) -> int:
        """Before the answer an offer may only come where ours was answered already, by a promised 1xx (RFC 3311)."""
        if self._stage is Stage.CALLING:
            return 0 if self._settled else 491
        return super().refusal_of_offer()

    def _dialog_of_talk(self) -> Dialog | None:
        return self._dialog

    def _send_invite(self, invite: Request) -> None:
        self._invite = invite
        self._attempts += 1
        self._was_heard = False
        self._early.clear()
        self._early_sdp.clear()
        self._promised.clear()
        self._settled.clear()
        self._asked = self._board.ask(
            invite,
            address=self._target,
            on_response=lambda response: self._on_response(invite, response),
            on_failure=lambda why: self._on_failure(invite, why),
        )

    def _on_response(self, invite: Request, response: Response) -> None:
        if response.status < 200:
            self._on_provisional(invite, response)
        elif response.status < 300:
            self._on_success(invite, response)
        elif invite is self._invite:
            self._on_refusal(invite, response)

    def _on_provisional(self, invite: Request, response: Response) -> None:
        if invite is not self._invite:
            return
        first, self._was_heard = not self._was_heard, True
        if self._stage is Stage.CANCELLING and first:
            self._send_cancel()
        if self._stage is not Stage.CALLING or response.status == 100:
            return
        tag = response.to_tag
        if tag and tag not in self._early and len(self._early) < MOST_FORKS:
            self._early[tag] = dialog.of_caller(invite=invite, response=response)
        if not self._is_news(invite, response):
            return
        sdp = bodies.sdp_of(response)
        if sdp and tag in self._early:
            self._early_sdp[tag] = sdp
        self.tell(events.Progress(response.status, sdp or None))

    def _is_news(self, invite: Request, response: Response) -> bool:
        """A promised 1xx is acknowledged by a PRACK; its repeats, and those that came out of turn, are nothing new."""
        number, early = promises.number_of(response), self._early.get(response.to_tag)
        if number is None or early is None:
            return True
        last = self._promised.get(response.to_tag)
        if last is not None and number != last + 1:
            return False
        self._promised[response.to_tag] = number
        self.learn(response)
        if bodies.sdp_of(response):
            self._settled.add(response.to_tag)
        prack = early.request("PRACK", extra={"rack": [f"{number} {invite.cseq.number} INVITE"]})
        self._exchange(prack, dialog=early, then=lambda response: None)
        return True

    def _on_success(self, invite: Request, response: Response) -> None:
        tag = response.to_tag
        if tag in self._acks:
            packet, address = self._acks[tag]
            self._board.transactions.send_again(packet, address=address)
            return
        if len(self._acks) >= MOST_FORKS:
            return
        answered = dialog.of_caller(invite=invite, response=response)
        if tag in self._early:
            answered.go_on_from(self._early[tag])
        self._acks[tag] = self._acknowledge(answered, invite=invite)
        if self._stage is Stage.CALLING:
            self._dialog = answered
            self._move(Stage.TALKING)
            self.learn(response)
            self.keep(session_timer.agreed(response))
            self.remote_sdp = bodies.sdp_of(response) or self._early_sdp.get(tag, b"")
            self.tell(events.Answered(self.remote_sdp))
        elif self._stage is Stage.CANCELLING:
            self._dialog = answered
            self._leave(by="near", q850_cause=16)
        else:
            # Another branch of a forked call answered too; only the first is talked to (RFC 3261 §13.2.2.4).
            bye = self._bye(answered, q850_cause=26)
            self._exchange(bye, dialog=answered, then=lambda response: None)

    def _on_refusal(self, invite: Request, response: Response) -> None:
        if self._stage not in (Stage.CALLING, Stage.CANCELLING):
            return
        if self._stage is Stage.CANCELLING and response.status in (401, 407):
            self._reject(events.Rejected(487, CANCELLED, local=True))
            return
        if self._stage is Stage.CALLING and self._attempts < ATTEMPTS:
            number = invite.cseq.number + 1
            again = switchboard.retried(invite, challenge=response, credentials=self._credentials, number=number)
            again = again or session_timer.longer(invite, refused=response, number=number)
            if again is not None:
                self._send_invite(again)
                return
        cause = headers.q850_cause(response.headers.get("reason", ()))
        self._reject(events.Rejected(response.status, response.reason, cause))

    def _on_failure(self, invite: Request, why: Why) -> None:
        if invite is not self._invite:
            return
        if self._stage is Stage.CANCELLING:
            self._reject(events.Rejected(487, CANCELLED, local=True))
        elif self._stage is Stage.CALLING and why is Why.TIMEOUT:
            self._reject(events.Rejected(408, "Nobody answers at that address", local=True))
        elif self._stage is Stage.CALLING:
            self._reject(events.Rejected(503, "The packet could not be sent", local=True))

    def _reject(self, event: events.Rejected) -> None:
        self.tell(event)
        self._close()

    def _send_cancel(self) -> None:
        invite = self._invite
        request_headers: Headers = {
            "via": invite.headers["via"][:1],
            "max-forwards": ["70"],
            "from": invite.headers["from"],
            "to": invite.headers["to"],
            "call-id": invite.headers["call-id"],
            "cseq": [f"{invite.cseq.number} CANCEL"],
        }
        if "route" in invite.headers:
            request_headers["route"] = invite.headers["route"]
        if self._cancel_cause:
            request_headers["reason"] = [headers.q850_reason(self._cancel_cause)]
        self._board.transactions.ask(
            Request(method="CANCEL", uri=invite.uri, headers=request_headers),
            address=self._target,
            on_response=lambda response: None,
            on_failure=lambda why: None,
            keep_via=True,
        )
        # A far end that takes the CANCEL and never ends the INVITE is not waited for (RFC 3261 §9.1).
        self._board.wheel.after(self._board.timing.patience_seconds, self._give_up)

    def _give_up(self) -> None:
        self._board.transactions.give_up(self._asked)
        if self._stage is Stage.CANCELLING:
            self._reject(events.Rejected(487, CANCELLED, local=True))
