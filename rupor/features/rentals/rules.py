"""When rent is owed, how long a number waits for its tenant's money, how long it cools down. Pure."""

from datetime import date, timedelta

MOVES: dict[str, frozenset[str]] = {
    "active": frozenset({"suspended", "ended"}),
    "suspended": frozenset({"active", "ended"}),
    "ended": frozenset(),
}
SUSPENDED_DAYS = 3
COOLING_DAYS = 30
MOST_AT_ONCE = 500


def days_owed(*, charged_through: date, today: date) -> list[date]:
    """Every day after the last paid one up to today, one payment each; also what an idle server slept through."""
    return [charged_through + timedelta(days=step) for step in range(1, (today - charged_through).days + 1)]


def waited_too_long(*, suspended_on: date, today: date) -> bool:
    """After three days without money the number goes back to the pool (TEL-032)."""
    return (today - suspended_on).days >= SUSPENDED_DAYS
