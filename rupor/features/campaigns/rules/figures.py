"""Figures shown of a campaign: the size counters, progress, badges, price of a lead, time left."""

from collections.abc import Collection, Mapping
from decimal import Decimal

import msgspec

from rupor.kit import money


class Size(msgspec.Struct, frozen=True):
    """total = stop_listed + invalid + cancelled + answered + unanswered + unknown + in_process, always."""

    total: int = 0
    stop_listed: int = 0
    answered: int = 0
    leads: int = 0
    unanswered: int = 0
    in_process: int = 0
    invalid: int = 0
    unknown: int = 0
    cancelled: int = 0

    @property
    def progress(self) -> float:
        """Share processed, in percent (CAMP-D5)."""
        return round(100 * (self.total - self.in_process) / self.total, 2) if self.total else 0.0


def size(counters: Mapping[str, int]) -> Size:
    """From the counters of runs added up; whatever is not final is in process."""
    final = ("stop_listed", "invalid", "cancelled", "answered", "unanswered", "unknown")
    return Size(
        total=counters["total"],
        leads=counters["leads"],
        in_process=counters["total"] - sum(counters[name] for name in final),
        **{name: counters[name] for name in final},
    )


def cost_per_lead(*, cost: Decimal, leads: int) -> Decimal | None:
    """None while there are no leads (CAMP-D10)."""
    return money.down_to_kopeck(cost / leads) if leads else None


def seconds_left(*, waiting: int, speed_per_hour: int) -> int:
    """How long the rest takes at this speed."""
    return round(waiting * 3600 / speed_per_hour) if waiting > 0 else 0


def badges(
    *, records: bool, has_window: bool, detects_machine: bool, routing: str, kinds: Collection[str]
) -> list[str]:
    """Marks shown under the name; the cabinet has a text for each."""
    found = {
        "recorded": records,
        "windowed": has_window,
        "machines_detected": detects_machine,
        "carousel": routing == "carousel",
        "spoken": "tts" in kinds,
        "audio": "audio" in kinds,
    }
    return [badge for badge, is_on in found.items() if is_on]
