"""What facts do to an attempt. Pure, and free of order and repetition: any sequence of the same facts ends the same.

An attempt is *open* while its money is set aside (claimed, handed over, taken). A fact that comes after we had to give
up on it (`unknown`) is the late truth: it corrects the doubt and what it costs is charged anew.
"""

from decimal import Decimal

import msgspec

from rupor.engine.ports import CallResult, Channel, Event, Kind, Outcome
from rupor.features.billing import rules as pricing
from rupor.kit import money

OPEN = frozenset({"claimed", "handed_over", "taken"})
_FAILURES = (Outcome.REJECTED, Outcome.UNDELIVERED, Outcome.EXPIRED)


class Case(msgspec.Struct):
    """One attempt while a batch of facts is being written. `hold` counts only while the attempt is open."""

    attempt: int
    channel: str
    state: str
    hold: Decimal
    rate: pricing.Rate
    cost: Decimal = money.ZERO
    outcome: str = ""
    parts: int = 0
    sent: bool = False
    lead: bool = False
    lead_tag: str = ""
    stop_listed: bool = False
    call: CallResult | None = None
    released: Decimal = money.ZERO
    earned: Decimal = money.ZERO
    late: Decimal = money.ZERO
    status_code: str = ""
    message_ids: tuple[str, ...] = ()
    route: str = ""
    contradiction: str = ""

    @property
    def is_open(self) -> bool:
        return self.state in OPEN


def apply(case: Case, event: Event) -> None:
    """Writes the fact into the case; a fact that is already there changes nothing."""
    if event.kind == Kind.LEAD:
        case.lead, case.lead_tag = True, case.lead_tag or event.tag[:64]
    elif event.kind == Kind.STOP_LISTED:
        case.stop_listed = True
    elif event.kind == Kind.REFUSED:
        give_back(case)
    elif event.kind == Kind.FINISHED and event.call is not None:
        _finish_call(case, event.call)
    elif event.kind == Kind.SENT:
        _sent(case, event)


def give_back(case: Case) -> None:
    """The order came back untouched: nothing was tried, all the money returns."""
    if case.is_open:
        _settle(case, state="returned", outcome="", cost=money.ZERO)


def expire(case: Case) -> None:
    """Nobody took the order in its time, and it is not tried anew: a message that a call had asked for."""
    if case.is_open:
        _settle(case, state="finished", outcome=Outcome.EXPIRED, cost=money.ZERO)


def doubt(case: Case) -> None:
    """The gateway was lost after it had taken the order: nobody knows what happened, and nobody pays for it."""
    if case.is_open:
        _settle(case, state="unknown", outcome=Outcome.UNKNOWN, cost=money.ZERO)


def stop_waiting(case: Case) -> None:
    """No report came in the time a campaign waits for one; a later report still gives the message its end."""
    if case.state == "sent":
        case.state, case.outcome = "unknown", Outcome.UNKNOWN


def _finish_call(case: Case, call: CallResult) -> None:
    if case.state == "finished":
        return
    if case.state == "returned":
        case.contradiction = "finished_after_return"
        return
    case.call = call
    answered = call.outcome == Outcome.ANSWERED
    cost = pricing.call_price(seconds=call.talk_seconds, rate=case.rate) if answered else money.ZERO
    _settle(case, state="finished", outcome=call.outcome, cost=cost)


def _sent(case: Case, event: Event) -> None:
    if case.sent or case.state == "finished":
        return
    if case.state == "returned":
        case.contradiction = "sent_after_return"
        return
    case.sent, case.route, case.message_ids = True, event.route, tuple(event.message_ids)
    case.status_code = event.status_code
    cost = pricing.sms_price(parts=len(event.message_ids), rate=case.rate)
    if event.status is None:
        _settle(case, state="sent", outcome="", cost=cost)
    elif event.status == Outcome.UNKNOWN:
        _settle(case, state="unknown", outcome=Outcome.UNKNOWN, cost=cost)
    else:
        _settle(case, state="finished", outcome=event.status, cost=cost)


def _settle(case: Case, *, state: str, outcome: str, cost: Decimal) -> None:
    if case.is_open:
        case.released, case.earned = case.hold, min(cost, case.hold)
        case.cost = case.earned
    else:
        case.late = min(cost, case.hold) - case.cost
    case.state, case.outcome = state, outcome


def message_outcome(*, statuses: list[str], parts: int) -> Outcome | None:
    """What the parts' reports say of the whole message: delivered only when every part is, failed when any part is."""
    for failure in _FAILURES:
        if failure in statuses:
            return failure
    if len(statuses) >= parts and all(status == Outcome.DELIVERED for status in statuses):
        return Outcome.DELIVERED
    return None


def better_status(before: str, now: str) -> str:
    """Which of two reports of one part is believed, in whatever order they came: a delivery beats a failure."""
    order = ("", Outcome.EXPIRED, Outcome.UNDELIVERED, Outcome.REJECTED, Outcome.DELIVERED)
    return max(before, now, key=lambda status: order.index(status) if status in order else 0)


def report(case: Case, outcome: Outcome | None) -> None:
    """The reports of a sent message give it its end, also after the wait for them was over."""
    reported = case.state == "sent" or (case.sent and case.state in ("unknown", "finished") and _by_report(case))
    if outcome is not None and case.channel == Channel.SMS and reported:
        case.state, case.outcome = "finished", outcome


def _by_report(case: Case) -> bool:
    """A message whose submit failed outright keeps that failure."""
    return case.outcome in (Outcome.UNKNOWN, Outcome.DELIVERED, *_FAILURES) and not case.status_code.startswith("0x")


_OPT_OUTS = frozenset({"стоп", "stop", "отписка", "отписаться", "отпишите", "unsubscribe"})


def is_opt_out(text: str) -> bool:
    """Whether the answer of a person is a wish to be left alone (SMS-067)."""
    return text.strip(" .!\n\t").casefold() in _OPT_OUTS
