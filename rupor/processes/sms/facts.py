"""Turns what the route tells into the events of the bus."""

import asyncio
from datetime import datetime

from rupor.engine import ports
from rupor.kit import clock
from rupor.processes.gateway.events import EventPublisher


class Facts:
    """The route's listener. A receipt or reply is answered to the centre only after JetStream has the event on disk."""

    def __init__(self, *, events: EventPublisher, gateway: str, route: str) -> None:
        self._events = events
        self._gateway = gateway
        self._route = route

    def sent(self, *, order: ports.SmsOrder, message_ids: list[str], failure: ports.Outcome | None, code: str) -> None:
        self._events.emit(
            ports.Event(
                kind=ports.Kind.SENT,
                attempt=order.attempt,
                n=0,
                at=clock.now(),
                gateway=self._gateway,
                route=self._route,
                message_ids=message_ids,
                status=failure,
                status_code=code,
                phone=order.phone,
            )
        )

    def refused(self, *, order: ports.SmsOrder, reason: str) -> None:
        self._events.emit(
            ports.Event(
                kind=ports.Kind.REFUSED,
                attempt=order.attempt,
                n=0,
                at=clock.now(),
                gateway=self._gateway,
                detail=reason,
            )
        )

    def receipt(
        self, *, message_id: str, outcome: ports.Outcome, code: str, at: datetime, phone: str
    ) -> "asyncio.Future[None]":
        return self._events.emit_durably(
            ports.Event(
                kind=ports.Kind.RECEIPT,
                attempt=0,
                n=0,
                at=at,
                gateway=self._gateway,
                route=self._route,
                message_ids=[message_id],
                status=outcome,
                status_code=code,
                phone=phone,
            )
        )

    def reply(self, *, phone: str, destination: str, text: str) -> "asyncio.Future[None]":
        return self._events.emit_durably(
            ports.Event(
                kind=ports.Kind.REPLY,
                attempt=0,
                n=0,
                at=clock.now(),
                gateway=self._gateway,
                route=self._route,
                phone=phone,
                sender=destination,
                text=text,
            )
        )
