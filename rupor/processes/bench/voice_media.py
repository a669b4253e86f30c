"""How many calls the media core carries: both directions, a prompt, a digit, speech watched, every call recorded and
its far sound given to the loop, as to the detection of machines and to recognisers, from the first second to the last.

The far sides are a C program of their own (`voice_media_far.c`) that judges by the kernel's stamps. A step holds
when at most 0.1 % of packets came more than 30 ms after the one before, none is missing, every digit was heard, and so
was nearly all that the far sides sent.
"""

import asyncio
import contextlib
import json
import os
import resource
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import psutil

from rupor import media
from rupor.kit import errors
from rupor.media import build

STEPS = (100, 250, 500, 750, 1000, 1250, 1500, 1750, 2000, 2500, 3000)
LATE_PCT_MOST = 0.1
LOST_PCT_MOST = 0.01
WARM_UP_SECONDS = 3.0
SOCKETS = 64  # their buffers must hold what comes while a busy machine keeps the far sides from reading
PORTS = (20_000, 31_999)
PROMPT_SECONDS = 5.0
HEARD_LEAST = 0.9  # of what was sent; the last tenths of a second are still on their way
SOURCE = Path(__file__).with_name("voice_media_far.c")


class Step(msgspec.Struct):
    """One number of calls and how it fared."""

    calls: int
    late_pct: float
    lost_pct: float
    worst_ms: float
    digits: int
    recorded: int
    listened: int
    core_pct: float
    far_pct: float
    media_pct: float
    writer_pct: float
    missed_frames: int

    @property
    def holds(self) -> bool:
        whole = self.digits == self.recorded == self.listened == self.calls and not self.missed_frames
        return whole and self.late_pct <= LATE_PCT_MOST and self.lost_pct <= LOST_PCT_MOST


def run(*, seconds: float = 60.0, quick: bool = False) -> dict[str, Any]:
    """`seconds` is shared by the steps, at least three each. Quick: one step of 20 calls for a second."""
    folder = Path(tempfile.mkdtemp(prefix="rupor-bench-"))
    try:
        program = folder / "far"
        if not build.compile_program(source=SOURCE, result=program):
            raise errors.Unavailable("bench_needs_compiler")
        build.compile_core()
        _allow_descriptors(2 * STEPS[-1] + 500)
        steps = [asyncio.run(_step(program, folder, 20, 1.0))] if quick else _climb(program, folder, seconds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return _figures(steps, 1.0 if quick else seconds)


def _climb(program: Path, folder: Path, seconds: float) -> list[Step]:
    """Upwards until two steps that follow one another fail, each twice: less may be the machine's own business."""
    done: list[Step] = []
    failed = 0
    each = max(3.0, seconds / len(STEPS))
    for calls in STEPS:
        for _ in range(2):
            step = asyncio.run(_step(program, folder, calls, each))
            done.append(step)
            sys.stderr.write(f"{step}\n")
            if step.holds:
                break
        failed = 0 if done[-1].holds else failed + 1
        if failed == 2:
            break
    return done


def _figures(steps: list[Step], seconds: float) -> dict[str, Any]:
    best = max((step for step in steps if step.holds), key=lambda step: step.calls, default=None)
    shown = best or steps[0]
    return {
        "name": "voice-media",
        "seconds": seconds,
        "cores": os.cpu_count(),
        "cpu_by_process": {"core": round(shown.core_pct / 100, 2), "far sides": round(shown.far_pct / 100, 2)},
        "calls": best.calls if best else 0,
        "late_pct": round(shown.late_pct, 4),
        "core_pct_per_100_calls": round(shown.core_pct / shown.calls * 100, 2),
        "recording": shown.recorded == shown.calls and not shown.missed_frames,
        "listening": shown.listened == shown.calls,
        "threads": {"media": round(shown.media_pct, 1), "recordings": round(shown.writer_pct, 1)},
        "worst_ms": shown.worst_ms,
        "steps": [msgspec.to_builtins(step) for step in steps],
    }


def _allow_descriptors(wanted: int) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted + soft, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))


@contextlib.asynccontextmanager
async def _far_sides(program: Path, seconds: float) -> AsyncIterator[asyncio.subprocess.Process]:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        str(program), str(SOCKETS), str(WARM_UP_SECONDS), str(seconds), stdin=pipe, stdout=pipe
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


class _Calls:
    """The calls of one step: each prompt starts again when it ends, and digits and recordings are counted."""

    def __init__(self, folder: Path) -> None:
        chance = np.random.default_rng(1)
        sound = chance.normal(0, 4000, round(PROMPT_SECONDS * 8000)).clip(-32000, 32000).astype("<i2")
        self.prompt = media.Prompt.from_pcm16(sound.tobytes())
        self.folder = folder
        self.streams: dict[int, media.Stream] = {}
        self.digits = self.recorded = 0
        self.heard_seconds: list[float] = []
        self.core = media.open_core(
            kind="native", host="127.0.0.1", ports=PORTS, on_event=self._heard, loop=asyncio.get_running_loop()
        )

    def begin(self, far_port: int) -> int:
        stream = self.core.stream()
        self.streams[stream.id] = stream
        stream.connect(host="127.0.0.1", port=far_port, codec="PCMA", event_payload=101, detect_tones=False)
        stream.record(self.folder / f"{stream.id}.wav")
        self._listen(stream)
        stream.play(self.prompt)
        return stream.port

    def end(self) -> None:
        for stream in self.streams.values():
            stream.close()
        self.core.close()

    def _listen(self, stream: media.Stream) -> None:
        index = len(self.heard_seconds)
        self.heard_seconds.append(0.0)

        def hear(sound: bytes) -> None:
            self.heard_seconds[index] += len(sound) / 16_000

        stream.listen(hear)

    def _heard(self, event: media.MediaEvent) -> None:
        if isinstance(event, media.PlayFinished):
            self.streams[event.stream].play(self.prompt)
        elif isinstance(event, media.DigitReceived):
            self.digits += event.digit == "5"
        elif isinstance(event, media.RecordingDone):
            self.recorded += not event.error and event.seconds > 1
            event.path.unlink(missing_ok=True)


async def _step(program: Path, folder: Path, calls: int, seconds: float) -> Step:
    async with _far_sides(program, seconds) as far:
        if far.stdin is None or far.stdout is None:
            raise RuntimeError("the far sides have no pipes")
        ports = [int(port) for port in (await far.stdout.readline()).split()]
        kept = _Calls(folder)
        begun = [kept.begin(ports[n % len(ports)]) for n in range(calls)]
        far.stdin.write(f"{calls} {' '.join(map(str, begun))}\n".encode())
        await far.stdin.drain()
        await asyncio.sleep(WARM_UP_SECONDS)
        before = _used(kept.core, far.pid)
        await asyncio.sleep(seconds)
        after = _used(kept.core, far.pid)
        verdict = json.loads(await far.stdout.readline())
        stats = kept.core.stats()
        least = HEARD_LEAST * verdict["sent"] / calls / 50
        listened = sum(heard >= least for heard in kept.heard_seconds)
        kept.end()
    received = max(1, verdict["received"])
    lost_pct = (verdict["lost"] / received + verdict["silent"] / calls) * 100
    late_pct = verdict["late"] / received * 100
    core, theirs, sound, files = ((now - then) / seconds * 100 for now, then in zip(after, before, strict=True))
    return Step(
        calls=calls,
        late_pct=late_pct,
        lost_pct=lost_pct,
        worst_ms=verdict["worst_ms"],
        digits=kept.digits,
        recorded=kept.recorded,
        listened=listened,
        core_pct=core,
        far_pct=theirs,
        media_pct=sound,
        writer_pct=files,
        missed_frames=stats["frames_missed"] + stats["sounds_lost"],
    )


def _used(core: media.Core, far_pid: int) -> tuple[float, float, float, float]:
    ours, theirs, threads = psutil.Process().cpu_times(), psutil.Process(far_pid).cpu_times(), core.stats()
    return (
        ours.user + ours.system,
        theirs.user + theirs.system,
        threads["media_cpu_seconds"],
        threads["writer_cpu_seconds"],
    )
