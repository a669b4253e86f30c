"""`rupor flow …`: a flow document is checked, and walked by typed answers without a telephone or a database."""

import json
import os
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import django

from rupor.engine.flow import document as documents
from rupor.engine.flow.rehearsal import Happening, Rehearsal
from rupor.engine.text import parts
from rupor.kit import messages
from rupor.processes.commands import attach

HELP = (
    "Type a key (0-9), what the person says, or: silence, hangup, machine, operator, busy (also молчание, сброс,\n"
    "автоответчик, оператор, занято). Begin with ! to interrupt the clip. An empty line ends the rehearsal."
)
_LINES = {
    "enter": "[{text}]",
    "play": "plays clip {text}",
    "listen": "waits {more} s for an answer {text}",
    "lead": "marks as a lead: {text}",
    "stop_list": "puts into the stop-list {text}",
    "message": "sends an SMS: {text}",
    "webhook": "tells integration {text}",
    "ticket": "makes a follow-up card: {text} {more}",
    "music": "plays music",
    "ring": "rings operator {text}, at most {more} s",
    "connect": "connects the operator",
    "record": "records the talk",
    "hangup": "hangs up",
    "unheeded": "nothing happens",
    "person_key": "> presses {text}",
    "person_said": "> says: {text}",
    "person_silence": "> is silent",
    "person_hangup": "> hangs up",
    "person_machine": "> is an answering machine",
    "person_operator": "> the operator answers",
    "person_busy": "> the operator does not answer",
}


def rehearse(*, path: Path, script: str | None, clip_seconds: float, wait_seconds: float, as_json: bool) -> int:
    """Walks the flow in the file; without a script the answers are read from the keyboard."""
    flow = documents.read(_checked(path))
    walk = Rehearsal(
        flow=flow,
        clip_seconds=dict.fromkeys(flow.clips, clip_seconds),
        action_wait_seconds=wait_seconds,
    )
    typed = iter(shlex.split(script)) if script is not None else _keyboard(sys.stdin.isatty())
    happened = _walk(walk, typed, show=not as_json)
    count = sum(parts.parts(text=text).count for text in walk.messages)
    if as_json:
        rows = [
            {"kind": each.kind, "node": each.node, "at_seconds": each.at_seconds, "text": each.text}
            for each in happened
        ]
        told = {"steps": rows, "ended": walk.ended, "talk_seconds": walk.seconds, "sms_parts": count}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    else:
        _say(f"charged: {walk.seconds:g} s of talk, {count} SMS parts" + ("" if walk.ended else "; the call goes on"))
    return 0


def schema() -> int:
    """Prints the JSON Schema of a flow document."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rupor.django_settings")
    django.setup()
    from rupor.features.flows.schemas import document

    _say(json.dumps(document.json_schema(), indent=1, ensure_ascii=False, sort_keys=True))
    return 0


def _checked(path: Path) -> Any:
    try:
        document = json.loads(path.read_bytes())
    except ValueError as error:
        attach.stop(f"{path}: not JSON: {error}", status=attach.WRONG_USE)
    found = [problem for problem in documents.problems(document=document) if not problem.warning]
    for problem in found:
        place = problem.node + (f", card {problem.card + 1}" if problem.card is not None else "")
        text = messages.text(f"flow_{problem.code}", language="en", node=problem.node)
        sys.stderr.write(f"{path}: {place}: {text}\n" if place else f"{path}: {text}\n")
    if found:
        raise SystemExit(attach.WRONG_USE)
    return document


def _walk(walk: Rehearsal, typed: Iterable[str], *, show: bool) -> list[Happening]:
    happened: list[Happening] = []

    def tell(following: list[Happening]) -> None:
        happened.extend(following)
        for each in following if show else ():
            _say(f"{each.at_seconds:7.1f}  " + _LINES[each.kind].format(text=each.text, more=each.more).rstrip())

    tell(walk.start())
    for word in () if walk.ended else typed:
        tell(walk.feed(word))
        if walk.ended:
            break
    return happened


def _keyboard(is_terminal: bool) -> Iterable[str]:
    if is_terminal:
        _say(HELP)
    for line in sys.stdin:
        if not line.strip():
            return
        yield line.strip()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
