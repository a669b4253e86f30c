"""A 2xx to an INVITE is repeated by whoever accepted until its ACK comes (RFC 3261 §13.3.1.4)."""

from collections.abc import Callable

from rupor.protocols.sip.message import Request, Response
from rupor.protocols.sip.switchboard import Switchboard
from rupor.protocols.sip.transactions.layer import Received


class Acceptance:
    """One 2xx on its way. `waiting` until the ACK came or all patience ended."""

    __slots__ = ("_board", "_left_seconds", "_on_lost", "_pause_seconds", "_received", "_response", "waiting")

    def __init__(
        self, *, board: Switchboard, received: Received, response: Response, on_lost: Callable[[], None]
    ) -> None:
        self._board = board
        self._received = received
        self._response = response
        self._on_lost = on_lost
        self._pause_seconds = board.timing.t1_seconds
        self._left_seconds = board.timing.patience_seconds
        self.waiting = True
        self._wait()

    def acknowledged(self, ack: Request) -> bool:
        """True for the first ACK of this very INVITE."""
        if not self.waiting or ack.cseq.number != self._response.cseq.number:
            return False
        self.waiting = False
        return True

    def stop(self) -> None:
        self.waiting = False

    def _wait(self) -> None:
        pause = min(self._pause_seconds, self._left_seconds)
        self._board.wheel.after(pause, self._again)
        self._left_seconds -= pause

    def _again(self) -> None:
        if not self.waiting:
            return
        if self._left_seconds <= 0:
            self.waiting = False
            self._on_lost()
            return
        self._board.transactions.answer(self._received, self._response)
        self._pause_seconds = min(2 * self._pause_seconds, self._board.timing.t2_seconds)
        self._wait()
