"""Times as SMPP writes them (7.1): a length of time as `YYMMDDhhmmss000R`, an instant as `YYMMDDhhmmsstnnp`."""

from datetime import UTC, datetime, timedelta, timezone

_LONGEST = timedelta(days=30)


def relative(*, length: timedelta) -> str:
    """From now on; at most 30 days (a month has no fixed length), at least a second (zero means the default)."""
    seconds = int(max(timedelta(seconds=1), min(length, _LONGEST)).total_seconds())
    days, seconds = divmod(seconds, 86_400)
    hours, seconds = divmod(seconds, 3_600)
    return f"0000{days:02d}{hours:02d}{seconds // 60:02d}{seconds % 60:02d}000R"


def absolute(*, at: datetime) -> str:
    """In UTC, to a tenth of a second."""
    utc = at.astimezone(UTC)
    return f"{utc:%y%m%d%H%M%S}{utc.microsecond // 100_000}00+"


def parse(*, text: str, now: datetime) -> datetime | None:
    """The instant meant, or None when the field is empty or makes no sense."""
    if len(text) != 16 or not text[:15].isdecimal() or not text.isascii():
        return None
    pairs = [int(text[at : at + 2]) for at in range(0, 12, 2)]
    if text[15] == "R":
        years, months, days, hours, minutes, seconds = pairs
        return now + timedelta(days=years * 365 + months * 30 + days, hours=hours, minutes=minutes, seconds=seconds)
    quarters = int(text[13:15])
    if text[15] not in "+-" or quarters > 56:
        return None
    zone = timezone(timedelta(minutes=15 * quarters * (1 if text[15] == "+" else -1)))
    try:
        return datetime(2000 + pairs[0], *pairs[1:], microsecond=int(text[12]) * 100_000, tzinfo=zone)  # type: ignore[misc,arg-type]
    except ValueError:
        return None
