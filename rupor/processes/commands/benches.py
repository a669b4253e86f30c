"""`rupor bench NAME`: runs one bench and prints its figures, one JSON object as the last line of stdout."""

import json
import sys
from importlib import import_module

from rupor.kit import errors
from rupor.processes.commands import attach

MODULES = {
    "voice-media": "voice_media",
    "voice": "voice",
    "sms": "sms",
    "import": "import_",
    "plan": "plan",
    "words": "words",
    "chaos": "chaos",
    "soak": "soak",
    "amd": "amd.running",
}


def names() -> list[str]:
    """The benches there are."""
    return sorted(MODULES)


def run(*, name: str, seconds: float, quick: bool, as_json: bool, replay: str = "") -> int:
    """Status 0 when the bench ran, whatever the figure."""
    if name not in MODULES:
        attach.stop(f"no bench is called {name}; there are: {', '.join(names())}", status=attach.WRONG_USE)
    bench = import_module(f"rupor.processes.bench.{MODULES[name]}")
    asked = {"replay": replay} if replay else {}
    try:
        figures = bench.run(seconds=seconds, quick=quick, **asked)
    except errors.RuporError as error:
        attach.refuse(error)
    if as_json:
        sys.stdout.write(json.dumps(figures, ensure_ascii=False, default=str) + "\n")
    else:
        for key, value in figures.items():
            sys.stdout.write(f"{key:28} {value}\n")
    return 0
