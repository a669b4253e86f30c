"""Both cores under one suite: whatever a test of `line` proves, it proves for each of them."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from rupor import media
from rupor.media import build
from rupor.media.tests.far_side import EVENT, FarSide, far_side


def native_is_built() -> bool:
    """Compiles the core when its sources are newer, so that the suite never proves an old one."""
    built = build.HERE / build.extension_name()
    newest = max(source.stat().st_mtime for source in build.HERE.glob("*.[ch]"))
    return (built.exists() and built.stat().st_mtime >= newest) or build.compile_core() is not None


# Parallel workers of one run get ports of their own, all below those that the system hands out itself.
FIRST_PORT = 12_000 + 2000 * (int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % 8)
KINDS = ["native", "numpy"] if native_is_built() else ["numpy"]


@dataclass
class Line:
    """A core, the far sides of its calls and all that was told."""

    core: media.Core
    told: list[media.MediaEvent] = field(default_factory=list)
    fars: list[FarSide] = field(default_factory=list)

    async def call(self, *, codec: str = "PCMU", event_payload: int | None = EVENT, **options: Any) -> Any:
        stream, far = self.core.stream(), await far_side()
        self.fars.append(far)
        far.near = stream.port
        stream.connect(host="127.0.0.1", port=far.port, codec=codec, event_payload=event_payload, **options)
        return stream, far

    def events(self, kind: type) -> list[Any]:
        return [event for event in self.told if isinstance(event, kind)]

    async def until(self, condition: Callable[[], Any], *, patience_seconds: float = 30.0) -> None:
        async with asyncio.timeout(patience_seconds):
            while not condition():  # noqa: ASYNC110 (what is waited for happens in another thread)
                await asyncio.sleep(0.005)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
async def line(kind: str) -> AsyncIterator[Line]:
    told: list[media.MediaEvent] = []
    core = media.open_core(
        kind=kind,
        host="127.0.0.1",
        ports=(FIRST_PORT, FIRST_PORT + 1499),
        on_event=told.append,
        loop=asyncio.get_running_loop(),
        rtcp_seconds=0.4,
        far_silent_seconds=1.0,
    )
    line = Line(core, told)
    yield line
    core.close()
    for far in line.fars:
        far.close()


@pytest.fixture
def recording_path(tmp_path: Path) -> Path:
    return tmp_path / "call.wav"
