"""`/metrics` for Prometheus: requests, live sockets, gateways, campaigns, attempts, and the ledger's difference."""

import time
from collections.abc import Callable
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector

from rupor.processes.web import rooms
from rupor.processes.web.live import Hub
from rupor.processes.web.pulses import Pulses

_COUNTED_EVERY_SECONDS = 10.0
_LEDGER_EVERY_SECONDS = 60.0
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class Metrics:
    """The figures of this process and of the whole installation."""

    def __init__(self, *, hub: Hub, pulses: Pulses) -> None:
        self._pulses = pulses
        registry = self._registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self._requests = Counter(
            "rupor_http_requests", "Answered requests.", ["method", "status", "kind"], registry=registry
        )
        self._seconds = Histogram(
            "rupor_http_seconds", "Time to the last byte.", ["kind"], buckets=_BUCKETS, registry=registry
        )
        Gauge("rupor_live_sockets", "Open browsers.", registry=registry).set_function(lambda: hub.count)
        self._capacity = _gauge(registry, "rupor_gateway_capacity", "Contacts at once.", "channel", "gateway")
        self._busy = _gauge(registry, "rupor_gateway_busy", "Contacts under way.", "channel", "gateway")
        self._taking = _gauge(registry, "rupor_gateway_taking", "1 while it takes orders.", "channel", "gateway")
        self._line = _gauge(
            registry, "rupor_calls_on_line", "Calls under way.", "state", "trunk", "account", "campaign"
        )
        self._dispatcher = _gauge(registry, "rupor_dispatcher_pulse_age_seconds", "Since the dispatcher's last pulse.")
        self._campaigns = _gauge(registry, "rupor_campaigns", "Campaigns by state.", "state")
        self._attempts = _gauge(registry, "rupor_attempts_under_way", "Attempts not ended.", "channel", "stage")
        self._ledger = _gauge(registry, "rupor_ledger_difference", "0 while all money is accounted for.")
        self._database = _gauge(registry, "rupor_database_up", "1 while the database answers.")
        self._count_campaigns = _Kept(rooms.campaigns_by_state, _COUNTED_EVERY_SECONDS)
        self._count_attempts = _Kept(rooms.attempts_under_way, _COUNTED_EVERY_SECONDS)
        self._sum_ledger = _Kept(rooms.ledger_difference, _LEDGER_EVERY_SECONDS)

    def answered(self, *, method: str, status: int, path: str, seconds: float) -> None:
        """Counts one request."""
        kind = _kind(path)
        known = method if method in _METHODS else "other"
        self._requests.labels(known, str(status), kind).inc()
        self._seconds.labels(kind).observe(seconds)

    def exposition(self) -> bytes:
        """The page; asks the database, so it is called in a thread."""
        self._look_at_gateways()
        try:
            self._look_at_database()
            self._database.set(1)
        except rooms.DATABASE_AWAY:
            self._database.set(0)
        return generate_latest(self._registry)

    def _look_at_gateways(self) -> None:
        for gauge in (self._capacity, self._busy, self._taking, self._line):
            gauge.clear()
        for each in self._pulses.line:
            self._line.labels(each.state, each.trunk, str(each.account), str(each.campaign)).inc(each.calls)
        for beat, _ in list(self._pulses.gateways.values()):
            labels = (beat.channel.value, beat.gateway)
            self._capacity.labels(*labels).set(beat.capacity)
            self._busy.labels(*labels).set(beat.busy)
            self._taking.labels(*labels).set(beat.taking)
        age = self._pulses.dispatcher_age_seconds
        self._dispatcher.set(float("nan") if age is None else age)

    def _look_at_database(self) -> None:
        campaigns, attempts = self._count_campaigns(), self._count_attempts()
        self._campaigns.clear()
        for state, count in campaigns.items():
            self._campaigns.labels(state).set(count)
        self._attempts.clear()
        for (channel, stage), count in attempts.items():
            self._attempts.labels(channel, stage).set(count)
        self._ledger.set(self._sum_ledger())


class _Kept:
    """The answer of a question that is not cheap, asked again when it has grown old."""

    def __init__(self, question: Callable[[], Any], age_seconds: float) -> None:
        self._question = question
        self._age_seconds = age_seconds
        self._answer: Any = None
        self._asked_at = float("-inf")

    def __call__(self) -> Any:
        if time.monotonic() - self._asked_at > self._age_seconds:
            self._answer = self._question()
            self._asked_at = time.monotonic()
        return self._answer


def _gauge(registry: CollectorRegistry, name: str, text: str, *labels: str) -> Gauge:
    return Gauge(name, text, labels, registry=registry)


def _kind(path: str) -> str:
    """A few kinds only: a label for each address would fill the memory of Prometheus."""
    if path.startswith("/api/"):
        return "api"
    if path.startswith("/_allauth/"):
        return "sign_in"
    return "asset" if path.startswith(("/assets/", "/static/")) else "page"


_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
