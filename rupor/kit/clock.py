"""The one place that asks what time it is; everything that decides is given the instant."""

from datetime import UTC, datetime


def now() -> datetime:
    """This instant in UTC."""
    return datetime.now(UTC)
