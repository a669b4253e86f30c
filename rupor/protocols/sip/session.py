"""What both sides may do to a call that is talking: offer other media (re-INVITE), refresh the session, lose it."""

import secrets

from rupor.protocols.sip import answers, bodies, events, session_timer
from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.leg import Leg
from rupor.protocols.sip.message import Headers, Message, Request, Response
from rupor.protocols.sip.session_timer import SessionTimer, Terms
from rupor.protocols.sip.stages import Stage
from rupor.protocols.sip.switchboard import Switchboard
from rupor.protocols.sip.transactions.layer import Address, Received

GONE = (408, 481)  # these, and silence, end the dialog (RFC 3261 §12.2.1.2)


class Session(Leg):
    """Offers go one at a time; a later wish takes the place of one that has not gone out yet."""

    made_by_us = False  # who made the call waits longer when two offers cross (RFC 3261 §14.1)

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
        super().__init__(
            board=board,
            call_id=call_id,
            local_tag=local_tag,
            stage=stage,
            heard_from=heard_from,
            credentials=credentials,
        )
        self.allows_update = False
        self.remote_sdp = b""
        self._wanted_sdp = b""
        self._is_asking = False
        self._is_offering = False
        self._session_seconds = board.timing.session_seconds
        self._least_seconds = board.timing.least_session_seconds
        self._timer: SessionTimer | None = None

    def change(self, sdp: bytes) -> None:
        """Offer the far side another description of our side: hold, other codecs, another address.

        ChangeAccepted or ChangeRefused follows. Does nothing unless the call is talking.
        """
        if self._stage is Stage.TALKING:
            self._wanted_sdp = sdp
            self._offer()

    def refusal_of_offer(self) -> int:
        """The status due to an offer of theirs that comes at this moment; 0: it may come."""
        return 491 if self._is_offering or self.is_awaiting_ack() or self._stage is not Stage.TALKING else 0

    def receive_prack(self, received: Received) -> None:
        """Only who was called makes promises."""
        self._board.answer(received, status=481)

    def learn(self, message: Message) -> None:
        """What the far side can, as its messages tell."""
        if "allow" in message.headers:
            self.allows_update = "UPDATE" in message.values("allow")

    def keep(self, terms: Terms | None) -> None:
        """The session lives by these terms from now on."""
        if self._timer is not None:
            self._timer.stop()
        self._timer = None
        if terms is None:
            return
        self._session_seconds = terms.seconds
        if terms.ours:
            self._after(terms.seconds / 2, refresh=True)
        else:
            self._after(session_timer.patience_seconds(terms.seconds), refresh=False)

    def answer_session(self, request: Request) -> Headers:
        """The timer's fields of our 2xx to a request inside the call; they take effect with it."""
        timing = self._board.timing
        fields, terms = session_timer.answering(
            request, wanted_seconds=timing.session_seconds, least_seconds=timing.least_session_seconds
        )
        self.keep(terms)
        return fields

    def on_acknowledged(self, ack: Request) -> None:
        super().on_acknowledged(ack)
        self._offer()

    def own_fields(self, target: Address) -> Headers:
        """Where we are and what we can."""
        fields: Headers = {"contact": [self._board.contact(target)], "allow": [answers.ALLOW]}
        return {**fields, "supported": [answers.SUPPORTED]}

    def _close(self) -> None:
        self.keep(None)
        super()._close()

    def _after(self, seconds: float, *, refresh: bool) -> None:
        act = self._refresh if refresh else self.lose
        self._timer = SessionTimer(wheel=self._board.wheel, seconds=seconds, on_due=act)

    def _offer(self) -> None:
        free = not self._is_asking and not self.is_awaiting_ack()
        if self._wanted_sdp and free and self._stage is Stage.TALKING:
            wanted, self._wanted_sdp = self._wanted_sdp, b""
            self._reinvite(wanted, quiet=False)

    def _reinvite(self, sdp: bytes, *, quiet: bool) -> None:
        """Quiet: only the session is refreshed; the far side's answer should be as it was."""
        extra: Headers = {**self.own_fields(self.heard_from), "content-type": [bodies.SDP]}
        self._ask("INVITE", extra=extra, body=sdp, quiet=quiet)

    def _refresh(self) -> None:
        """UPDATE changes nothing and costs no ACK, where the far side knows it. Who never answers is lost."""
        if self._stage is not Stage.TALKING:
            return
        left = self._session_seconds / 2
        self._after(max(left - min(session_timer.MARGIN_SECONDS, self._session_seconds / 3), 1.0), refresh=False)
        if self._is_asking or self.is_awaiting_ack():
            return  # every change we ask for refreshes too; one that comes from them will
        if self.allows_update:
            self._ask("UPDATE", extra=self.own_fields(self.heard_from), body=b"", quiet=True)
        else:
            self._reinvite(self.local_sdp, quiet=True)

    def _ask(self, method: str, *, extra: Headers, body: bytes, quiet: bool) -> None:
        dialog = self._dialog_of_talk()
        assert dialog is not None
        timed = session_timer.asking(seconds=self._session_seconds, least_seconds=self._least_seconds, refresher="uac")
        request = dialog.request(method, extra={**extra, **timed}, body=body)
        self._is_asking, self._is_offering = True, bool(body)
        self._exchange(request, dialog=dialog, then=lambda response: self._on_answer(request, response, quiet=quiet))

    def _on_answer(self, request: Request, response: Response | None, *, quiet: bool) -> None:
        self._is_asking = self._is_offering = False
        if self._stage is not Stage.TALKING:
            return
        if response is None or response.status in GONE:
            self.lose()
            return
        if response.status < 300:
            self._on_agreed(request, response, quiet=quiet)
        elif response.status == 491:
            self._board.wheel.after(self._glare_seconds(), self._ask_again, request.body, quiet)
            return
        elif response.status == 422 and session_timer.least_of(response) > self._session_seconds:
            self._session_seconds = self._least_seconds = session_timer.least_of(response)
            self._ask_again(request.body, quiet)
            return
        elif request.method == "UPDATE" and response.status in (405, 501):
            self.allows_update = False
            self._reinvite(self.local_sdp, quiet=True)
            return
        elif not quiet:
            self.tell(events.ChangeRefused(response.status))
        self._offer()

    def _ask_again(self, sdp: bytes, quiet: bool) -> None:
        if self._stage is not Stage.TALKING:
            return
        if quiet:
            self._refresh()
            return
        self._wanted_sdp = self._wanted_sdp or sdp
        self._offer()

    def _on_agreed(self, request: Request, response: Response, *, quiet: bool) -> None:
        self.learn(response)
        self.keep(session_timer.agreed(response))
        answer = bodies.sdp_of(response)
        if quiet and answer and answer != self.remote_sdp:
            self.tell(events.MediaChanged(answer))
        elif not quiet:
            self.local_sdp = request.body
            self.tell(events.ChangeAccepted(answer))
        self.remote_sdp = answer or self.remote_sdp

    def _glare_seconds(self) -> float:
        if self.made_by_us:
            return 2.1 + secrets.randbelow(191) / 100
        return secrets.randbelow(201) / 100
