"""What the benches and journeys over a whole installation share: invented people, a clip, driving and judging."""

import json
import subprocess
import sys
import time
import wave
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rupor.processes.bench import drive, judge
from rupor.processes.bench.installation import Installation


def people(path: Path, *, count: int, endings: Sequence[str], first: int = 0) -> Path:
    """A CSV of `count` people whose numbers end as asked, in turn; numbers are never the same for different `first`."""
    lines = ["Телефон;Имя"]
    for number in range(count):
        ending = endings[number % len(endings)]
        middle = str(first + number).zfill(9 - len(ending))
        lines.append(f"79{middle}{ending};Человек")
    path.write_text("\n".join(lines) + "\n")
    return path


def clip(path: Path, *, seconds: float) -> Path:
    """A clip of a wavering tone, loud enough to be accepted."""
    moments = np.arange(int(seconds * 8000)) / 8000
    tone = 9000 * np.sin(2 * np.pi * 420 * moments) * (0.6 + 0.4 * np.sin(2 * np.pi * 3 * moments))
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(tone.astype("<i2").tobytes())
    return path


def begin(installation: Installation, jobs: Sequence[dict[str, Any]]) -> subprocess.Popen[str]:
    """Start the driver and return when its campaigns have begun; `end` waits for their end."""
    job = installation.home / "job.json"
    job.write_text(json.dumps([{name: _plain(value) for name, value in each.items()} for each in jobs]))
    driver = subprocess.Popen(
        [sys.executable, "-m", "rupor.processes.bench.drive", str(job)],
        env=installation.environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert driver.stdout is not None
    while (line := driver.stdout.readline()) and line.strip() != drive.BEGUN:
        pass
    return driver


def end(driver: subprocess.Popen[str], *, patience_seconds: float = 900.0) -> dict[str, Any]:
    """The driver's totals; raises when it failed."""
    output, _ = driver.communicate(timeout=patience_seconds)
    if driver.returncode != 0:
        raise RuntimeError("the campaigns could not be driven")
    result: dict[str, Any] = json.loads(output.strip().splitlines()[-1])
    return result


def settled(installation: Installation, *, patience_seconds: float = 90.0) -> judge.Verdict:
    """The verdict when no money is held any more, that is, when nothing is under way."""
    deadline = time.monotonic() + patience_seconds
    while True:
        seen = judge.verdict(
            database_url=installation.note()["database_url"],
            calls=installation.log("phone_network"),
            messages=installation.log("smsc"),
        )
        if not seen.held or time.monotonic() > deadline:
            return seen
        time.sleep(1)


def say(line: str) -> None:
    """Progress of a bench goes to stderr."""
    sys.stderr.write(line + "\n")
    sys.stderr.flush()


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, Path) else value
