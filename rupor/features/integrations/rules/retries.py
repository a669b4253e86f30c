"""When a request is made again (WHK-010): 1, 5, 30 minutes and 3 hours after a failure that may pass by itself."""

from datetime import datetime, timedelta

WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3))
_PASSING_CODES = frozenset({408, 425, 429})
_FINAL_FAILURES = frozenset({"address_private", "url", "integration_archived"})


def is_success(code: int) -> bool:
    """Only 2xx is: a redirect is not followed, so what was to be told has not arrived."""
    return 200 <= code < 300


def next_try(*, attempts: int, code: int, failure: str, now: datetime) -> datetime | None:
    """After so many attempts the last of which ended so; None: never."""
    passing = code in _PASSING_CODES or code >= 500 or (code == 0 and failure not in _FINAL_FAILURES)
    if not passing or attempts > len(WAITS):
        return None
    return now + WAITS[attempts - 1]
