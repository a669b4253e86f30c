"""What the settings of a campaign may be. A wrong one is an error that names its field."""

from collections.abc import Mapping
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from rupor.engine.dialing.schedule import Window
from rupor.kit import errors

RANGES: dict[str, tuple[int, int]] = {
    "answer_wait_seconds": (5, 60),
    "action_wait_seconds": (1, 60),
    "redial_attempts": (0, 3),
    "redial_interval_seconds": (60, 1200),
    "lead_limit": (0, 2_000_000_000),
    "spend_limit": (0, 1_000_000_000),
}
SPEEDS: dict[str, tuple[int, int]] = {"voice": (100, 36_000), "sms": (100, 36_000_000)}
ROUTINGS = frozenset({"own_numbers", "carousel", "duty", "random_federal"})
POOL_ROUTINGS = frozenset({"carousel", "random_federal", "duty"})
LONGEST_SENDER = 11
_SENDER_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,!?&-_'+*/:;()@#$%")


def check(*, channel: str, values: Mapping[str, Any]) -> None:
    """Raises for the first setting out of bounds; settings that are not given are not looked at."""
    for field, (least, most) in RANGES.items():
        if field in values and not least <= values[field] <= most:
            raise errors.RuporError("campaign_setting_out_of_range", field=field, least=least, most=most)
    if "speed_per_hour" in values:
        check_speed(channel=channel, speed_per_hour=values["speed_per_hour"])
    if "name" in values and not 1 <= len(values["name"].strip()) <= 255:
        raise errors.RuporError("campaign_name_empty", field="name")
    if values.get("routing", "own_numbers") not in ROUTINGS:
        raise errors.RuporError("campaign_routing_unknown", field="routing")
    if not sender_fits(values.get("sender", "")):
        raise errors.RuporError("campaign_sender_wrong", field="sender")
    if values.get("window") is not None:
        window(values["window"])
    if "time_zone" in values:
        _check_zone(values["time_zone"])


def check_speed(*, channel: str, speed_per_hour: int) -> None:
    """Starts per hour within the channel's bounds."""
    least, most = SPEEDS[channel]
    if not least <= speed_per_hour <= most:
        raise errors.RuporError("campaign_setting_out_of_range", field="speed_per_hour", least=least, most=most)


def call_service(routing: str) -> str:
    """Which line of the price list calls cost by: from the pool's numbers or from the account's own (TEL-020)."""
    return "federal" if routing in POOL_ROUTINGS else "call"


def sender_fits(sender: str) -> bool:
    """A name of at most 11 Latin letters, digits and signs (SND-002), or a number of up to 15 digits."""
    if sender.isdecimal():
        return len(sender) <= 15
    return len(sender) <= LONGEST_SENDER and set(sender) <= _SENDER_LETTERS


def window(written: Mapping[str, Any] | None) -> Window | None:
    """The window as it is kept in JSON: {"days": [1..7], "start": "09:00", "end": "21:00"}."""
    if written is None:
        return None
    try:
        days = frozenset(int(day) for day in written["days"])
        made = Window(days=days, start=time.fromisoformat(written["start"]), end=time.fromisoformat(written["end"]))
    except (KeyError, TypeError, ValueError) as wrong:
        raise errors.RuporError("campaign_window_wrong", field="window") from wrong
    if not days or not days <= set(range(1, 8)) or made.start >= made.end or made.start.tzinfo or made.end.tzinfo:
        raise errors.RuporError("campaign_window_wrong", field="window")
    return made


def _check_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as wrong:
        raise errors.RuporError("campaign_zone_unknown", field="time_zone") from wrong
