"""What one call tells: facts numbered from 0 within its attempt."""

from typing import Any, Protocol

from rupor.engine import ports
from rupor.kit import clock


class Sink(Protocol):
    """Where facts go; never blocks and never fails."""

    def emit(self, event: ports.Event) -> None: ...


class CallFacts:
    """Numbers and stamps the facts of one attempt. `finished` or `refused` is the last."""

    def __init__(self, *, sink: Sink, gateway: str, attempt: int) -> None:
        self._sink = sink
        self._gateway = gateway
        self._attempt = attempt
        self._told = 0

    def tell(self, kind: ports.Kind, **fields: Any) -> None:
        """One fact, now."""
        event = ports.Event(
            kind=kind, attempt=self._attempt, n=self._told, at=clock.now(), gateway=self._gateway, **fields
        )
        self._told += 1
        self._sink.emit(event)
