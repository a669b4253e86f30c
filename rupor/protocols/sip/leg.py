"""What calls made and calls taken have in common: the dialog, talking, digits, hanging up."""

from collections.abc import AsyncIterator, Callable
from typing import Literal

from rupor.protocols.sip import bodies, headers, route, switchboard
from rupor.protocols.sip.acceptance import Acceptance
from rupor.protocols.sip.dialog import Dialog, contact
from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.events import CallEvent, Ended, Mailbox, MediaChanged
from rupor.protocols.sip.message import Headers, Request, Response
from rupor.protocols.sip.stages import LAWFUL, Stage
from rupor.protocols.sip.switchboard import Switchboard
from rupor.protocols.sip.transactions.layer import Address, Received
from rupor.protocols.sip.transactions.machine import Why

ATTEMPTS = 3  # a request, the same with credentials, and once more if the nonce was stale


class Leg:
    """One side of a call. `heard_from` is where the far end was last heard."""

    def __init__(
        self,
        *,
        board: Switchboard,
        call_id: str,
        local_tag: str,
        stage: Stage,
        heard_from: Address,
        credentials: Credentials | None = None,
    ) -> None:
        self.call_id = call_id
        self.local_tag = local_tag
        self.heard_from = heard_from
        self.local_sdp = b""
        self._board = board
        self._stage = stage
        self._credentials = credentials
        self._mailbox = Mailbox()
        self._acceptance: Acceptance | None = None
        board.remember(self)

    @property
    def stage(self) -> Stage:
        return self._stage

    def events(self) -> AsyncIterator[CallEvent]:
        """What happens to the call, up to and including its last event. One reader only."""
        return self._mailbox.read()

    def drain(self) -> list[CallEvent]:
        """What has happened so far and was not read, without waiting."""
        return self._mailbox.drain()

    def dialog_with(self, remote_tag: str) -> Dialog | None:
        """The dialog that a request bearing this tag speaks of."""
        raise AssertionError("each kind of call knows its dialogs")

    def hang_up(self, *, q850_cause: int = 16) -> None:
        raise AssertionError("each kind of call ends in its own way")

    def send_info_digit(self, digit: str) -> None:
        """Press a key by SIP INFO; does nothing unless the call is talking."""
        dialog = self._dialog_of_talk()
        if self._stage is not Stage.TALKING or dialog is None:
            return
        body = f"Signal={digit}\r\nDuration=160\r\n".encode()
        request = dialog.request("INFO", extra={"content-type": ["application/dtmf-relay"]}, body=body)
        self._exchange(request, dialog=dialog, then=self._on_info_answer)

    def receive(self, received: Received) -> None:
        """A request inside this call."""
        raise AssertionError("each kind of call hands it to `inside`")

    def tell(self, event: CallEvent) -> None:
        self._mailbox.put(event)

    def await_ack(self, acceptance: Acceptance) -> None:
        self._acceptance = acceptance

    def is_awaiting_ack(self) -> bool:
        return self._acceptance is not None and self._acceptance.waiting

    def receive_ack(self, ack: Request) -> None:
        if self._acceptance is not None and self._acceptance.acknowledged(ack):
            self.on_acknowledged(ack)

    def on_acknowledged(self, ack: Request) -> None:
        """The 200 to a re-INVITE was acknowledged; an ACK with a body answers the offer we made in that 200."""
        sdp = bodies.sdp_of(ack)
        if sdp:
            self.tell(MediaChanged(sdp))

    def lose(self) -> None:
        """The far end does not answer any more."""
        if self._stage not in (Stage.LEAVING, Stage.OVER):
            self._leave(by="error", q850_cause=102)

    def end_by_far(self, *, q850_cause: int) -> None:
        """The far end hung up. If our own BYE is on its way, its answer is still awaited."""
        self._stop_repeating()
        if self._stage is not Stage.LEAVING:
            self.tell(Ended(by="far", q850_cause=q850_cause))
            self._close()

    def _dialog_of_talk(self) -> Dialog | None:
        raise AssertionError("each kind of call knows its dialogs")

    def _move(self, stage: Stage) -> None:
        assert stage in LAWFUL[self._stage], f"{self._stage} → {stage}"
        self._stage = stage

    def _close(self) -> None:
        self._move(Stage.OVER)
        self._board.forget(self)

    def _stop_repeating(self) -> None:
        if self._acceptance is not None:
            self._acceptance.stop()

    def _leave(self, *, by: Literal["near", "error"], q850_cause: int) -> None:
        dialog = self._dialog_of_talk()
        assert dialog is not None
        self._stop_repeating()
        self._move(Stage.LEAVING)
        self.tell(Ended(by=by, q850_cause=q850_cause))
        self._exchange(self._bye(dialog, q850_cause=q850_cause), dialog=dialog, then=self._on_bye_answer)

    def _bye(self, dialog: Dialog, *, q850_cause: int) -> Request:
        extra: Headers = {"reason": [headers.q850_reason(q850_cause)]} if q850_cause else {}
        return dialog.request("BYE", extra=extra)

    def _acknowledge(self, dialog: Dialog, *, invite: Request) -> tuple[bytes, Address]:
        """The ACK of a 2xx, with the credentials of its INVITE; packet and place, for when it must be repeated."""
        proven: Headers = {
            name: invite.headers[name] for name in ("authorization", "proxy-authorization") if name in invite.headers
        }
        ack = dialog.acknowledge(number=invite.cseq.number, extra=proven)
        address = route.next_hop(dialog, heard_from=self.heard_from)
        return self._board.transactions.send_alone(ack, address=address), address

    def _exchange(
        self,
        request: Request,
        *,
        dialog: Dialog,
        then: Callable[[Response | None], None],
        attempt: int = 1,
    ) -> None:
        """One request up to its final answer, with credentials where asked; `then(None)` if nobody answers."""
        acks: list[tuple[bytes, Address]] = []

        def on_response(response: Response) -> None:
            if response.status < 200:
                return
            if request.method == "INVITE" and response.status < 300:
                if acks:
                    self._board.transactions.send_again(acks[0][0], address=acks[0][1])
                    return
                dialog.target = contact(response) or dialog.target
                acks.append(self._acknowledge(dialog, invite=request))
            number = dialog.local_cseq + 1
            again = switchboard.retried(request, challenge=response, credentials=self._credentials, number=number)
            if again is None or attempt >= ATTEMPTS:
                then(response)
                return
            dialog.local_cseq = number
            self._exchange(again, dialog=dialog, then=then, attempt=attempt + 1)

        def on_failure(why: Why) -> None:
            then(None)

        address = route.next_hop(dialog, heard_from=self.heard_from)
        self._board.ask(request, address=address, on_response=on_response, on_failure=on_failure)

    def _on_bye_answer(self, response: Response | None) -> None:
        self._close()

    def _on_info_answer(self, response: Response | None) -> None:
        # Nobody there, or there is no such call any more: the dialog is gone (RFC 3261 §12.2.1.2).
        if (response is None or response.status in (408, 481)) and self._stage is Stage.TALKING:
            self.lose()
