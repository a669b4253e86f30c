"""The live view of a campaign in the terminal: six counters, speed, cost, time left. Drawn on stderr."""

import sys
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table

from rupor.kit import money

if TYPE_CHECKING:
    from rupor.features.campaigns.models import Campaign

SIZE = ("total", "stop_listed", "answered", "leads", "unanswered", "in_process")
WORDS = {
    "total": "total",
    "stop_listed": "stop-listed",
    "answered": "answered",
    "leads": "leads",
    "unanswered": "unanswered",
    "in_process": "in process",
}


@dataclass(frozen=True)
class Seen:
    """One look at a campaign."""

    state: str
    pause_reason: str
    size: dict[str, int]
    progress: float
    speed_per_hour: int
    speed_now: int
    cost: Decimal
    seconds_left: int | None


class View:
    """On a terminal a picture that moves; elsewhere a line every five per cent."""

    def __init__(self) -> None:
        """Nothing is drawn yet."""
        self._console = Console(stderr=True)
        self._live = Live(console=self._console, refresh_per_second=4, transient=False)
        self._told = -5.0

    def __enter__(self) -> Self:
        """Begin to draw."""
        if self._console.is_terminal:
            self._live.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave the last picture standing."""
        if self._console.is_terminal:
            self._live.stop()

    def show(self, seen: Seen) -> None:
        """Draw one look."""
        if self._console.is_terminal:
            self._live.update(picture(seen))
        elif seen.progress - self._told >= 5 or seen.state in ("finished", "paused"):
            self._told = seen.progress
            counters = ", ".join(f"{WORDS[name]} {seen.size[name]}" for name in SIZE)
            sys.stderr.write(f"{seen.progress:5.1f} %  {seen.state}: {counters}; {money.pretty(seen.cost)}\n")


def picture(seen: Seen) -> Table:
    """The whole view as one table."""
    grid = Table.grid(padding=(0, 2))
    reason = f" ({seen.pause_reason})" if seen.pause_reason else ""
    left = "—" if seen.seconds_left is None else f"{seen.seconds_left // 60}:{seen.seconds_left % 60:02d}"
    grid.add_row(
        f"[bold]{seen.state}{reason}[/]",
        ProgressBar(total=100, completed=seen.progress, width=40),
        f"{seen.progress:.1f} %",
    )
    counters = Table.grid(padding=(0, 3))
    counters.add_row(*(f"[dim]{WORDS[name]}[/]" for name in SIZE))
    counters.add_row(*(f"[bold]{seen.size[name]}[/]" for name in SIZE))
    grid.add_row("", counters)
    grid.add_row(
        "", f"speed {seen.speed_now} of {seen.speed_per_hour}/h   cost {money.pretty(seen.cost)}   left {left}"
    )
    return grid


def print_summary(*, campaign: "Campaign", figures: dict[str, Any], report: Path | None) -> None:
    """The end of the run for a person."""
    table = Table(title=campaign.name, box=None, show_header=False)
    for name, value in figures.items():
        table.add_row(name.replace("_", " "), money.pretty(value) if name == "cost" else str(value))
    if report:
        table.add_row("report", str(report))
    Console(file=sys.stdout).print(table)
