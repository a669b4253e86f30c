"""`rupor campaign run`: the main job from the shell, watched live; Ctrl+C pauses, the same command goes on."""

import json
import signal
import sys
import threading
import time
from types import FrameType
from typing import TYPE_CHECKING

from rupor.kit.errors import RuporError
from rupor.processes.commands import attach, campaign_parts, campaign_view
from rupor.processes.commands.asked import Asked

if TYPE_CHECKING:
    from rupor.features.campaigns.models import Campaign

FINISHED, FAILED, PAUSED_BY_YOU, PAUSED_BY_SYSTEM = 0, 1, 3, 4
LOOK_EVERY_SECONDS = 0.5


def run(asked: Asked) -> int:
    """The exit status tells how it ended (see `rupor campaign run --help`)."""
    if not asked.voice and not asked.sms:
        attach.stop(
            "say what to send: --text, --audio or --flow for a call, --sms for a message", status=attach.WRONG_USE
        )
    if asked.text and asked.audio:
        attach.stop("give either --text or --audio, not both", status=attach.WRONG_USE)
    attach.django_ready()
    began = time.monotonic()
    interrupted = threading.Event()
    signal.signal(signal.SIGINT, lambda number, frame: _interrupt(interrupted, frame))
    try:
        campaign, duplicates = campaign_parts.find_or_make(asked)
        campaign_parts.go_on(campaign, speed=asked.speed)
        status = _watch(campaign, interrupted)
    except RuporError as error:
        attach.refuse(error)
    return _tell(asked, campaign, status=status, duplicates=duplicates, seconds=time.monotonic() - began)


def _interrupt(interrupted: threading.Event, frame: FrameType | None) -> None:
    """A second Ctrl+C ends the command at once; the campaign goes on without its watcher."""
    if interrupted.is_set():
        raise KeyboardInterrupt
    interrupted.set()


def _watch(campaign: "Campaign", interrupted: threading.Event) -> int:
    """Look twice a second until the campaign ends or stands; Ctrl+C pauses it."""
    from rupor.features.campaigns.actions.pause import pause

    with campaign_view.View() as view:
        while True:
            seen = campaign_parts.look(campaign)
            view.show(seen)
            if seen.state in ("finished", "stopped", "error", "rejected"):
                return FINISHED if seen.state == "finished" else FAILED
            if seen.state == "paused" and seen.pause_reason != "out_of_window":
                return PAUSED_BY_YOU if seen.pause_reason == "manual" else PAUSED_BY_SYSTEM
            if interrupted.is_set():
                pause(campaign_id=campaign.id)
            interrupted.wait(LOOK_EVERY_SECONDS) if not interrupted.is_set() else time.sleep(LOOK_EVERY_SECONDS)


def _tell(asked: Asked, campaign: "Campaign", *, status: int, duplicates: int, seconds: float) -> int:
    from rupor.features.reports.actions.write_campaign_report import write_campaign_report

    if asked.report:
        write_campaign_report(campaign=campaign, path=asked.report)
    figures = campaign_parts.summary(campaign) | {
        "duplicates": duplicates,
        "seconds": round(seconds, 1),
        "status": status,
    }
    if asked.as_json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False, default=str) + "\n")
    else:
        campaign_view.print_summary(campaign=campaign, figures=figures, report=asked.report)
    return status
