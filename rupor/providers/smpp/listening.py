"""Whom a route tells what happened. The gateway makes durable events of it; tests make lists."""

from asyncio import Future
from datetime import datetime
from typing import Protocol

from rupor.engine import ports


class Listener(Protocol):
    def sent(self, *, order: ports.SmsOrder, message_ids: list[str], failure: ports.Outcome | None, code: str) -> None:
        """Sending has ended: all parts accepted, or some refused (`failure`), or nobody knows (`UNKNOWN`)."""

    def refused(self, *, order: ports.SmsOrder, reason: str) -> None:
        """No part of it has left: it may be given to somebody else."""

    def receipt(
        self, *, message_id: str, outcome: ports.Outcome, code: str, at: datetime, phone: str
    ) -> "Future[None]":
        """The centre hears our answer when the future is done: until then it would tell again."""

    def reply(self, *, phone: str, destination: str, text: str) -> "Future[None]":
        """A person wrote to `destination`."""
