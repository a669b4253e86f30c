"""One order on its way: which parts are yet to go, which are out, and what has been learned."""

from collections import deque

from rupor.engine import ports
from rupor.protocols.smpp import bodies


class Job:
    """It is `settled` when no part is out and none will go any more."""

    def __init__(self, *, order: ports.SmsOrder, messages: list[bodies.Message]) -> None:
        self.order = order
        self.messages = messages
        self.to_send = deque(range(len(messages)))
        self.out = 0
        self.resting = 0
        self.tries = 0
        self.touched = False
        self.failure: ports.Outcome | None = None
        self.code = ""
        self._ids: dict[int, str] = {}

    @property
    def message_ids(self) -> list[str]:
        """Of the accepted parts, in the order of parts."""
        return [self._ids[part] for part in sorted(self._ids)]

    @property
    def settled(self) -> bool:
        return not (self.out or self.resting or self.to_send)

    def next_part(self) -> int:
        self.touched = True
        self.out += 1
        return self.to_send.popleft()

    def accepted(self, part: int, message_id: str) -> None:
        self.out -= 1
        self._ids[part] = message_id

    def failed(self, outcome: ports.Outcome, code: str) -> None:
        """A part is refused or in doubt: the rest would make no message, so it stays. The first failure is told."""
        self.out -= 1
        self.give_up(outcome, code)

    def give_up(self, outcome: ports.Outcome, code: str) -> None:
        self.to_send.clear()
        self.resting = 0
        if self.failure is None:
            self.failure, self.code = outcome, code

    def rest(self) -> None:
        """A part was throttled; `wake` brings it back."""
        self.out -= 1
        self.resting += 1
        self.tries += 1

    def wake(self, part: int) -> bool:
        """False when the message has been given up meanwhile."""
        if self.failure is not None:
            return False
        self.resting -= 1
        self.to_send.appendleft(part)
        return True
